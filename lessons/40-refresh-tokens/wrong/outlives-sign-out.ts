// Deletes the token, and leaves its family.
//#file refreshTokens.ts
//#replace
    delete from token_families
    where id = (select family from refresh_tokens where token_hash = ?)`)
//#with
    delete from refresh_tokens where token_hash = ?`)
//#end
