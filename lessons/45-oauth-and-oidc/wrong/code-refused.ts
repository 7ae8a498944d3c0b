// Writes the hash in base64 instead of base64url.
//#file pkce.ts
//#replace
digest('base64url')
//#with
digest('base64')
//#end
