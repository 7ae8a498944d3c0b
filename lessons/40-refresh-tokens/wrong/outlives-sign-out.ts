// Signs out only with a token that can be used.
//#file refreshTokens.ts
//#replace
    where id = (select family from refresh_tokens where token_hash = ?)`)
//#with
    where id = (select family from refresh_tokens where token_hash = ? and used_at is null)`)
//#end
