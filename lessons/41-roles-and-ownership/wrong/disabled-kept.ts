// Forgets the keys of a disabled user.
//#file apiKeys.ts
//#replace
expires_at > ?) and disabled_at is null`)
//#with
expires_at > ?)`)
//#end
