// Stores seconds, and shows them as they are.
//#file apiKeys.ts
//#replace
formatScopes(scopes), Date.now(), expiresAt] as const
//#with
formatScopes(scopes), Math.floor(Date.now() / 1000), expiresAt] as const
//#end
