// Writes when a token is used, and never looks.
//#file refreshTokens.ts
//#replace
    where token_hash = ?2 and used_at is null
//#with
    where token_hash = ?2
//#end
