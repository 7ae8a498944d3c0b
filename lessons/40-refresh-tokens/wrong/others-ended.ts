// Ends all that the user has, when one token is used twice.
//#file refreshTokens.ts
//#replace
    delete from token_families where id =
      (select family from refresh_tokens where token_hash = ? and used_at is not null)`)
//#with
    delete from token_families where user = (select user from token_families where id =
      (select family from refresh_tokens where token_hash = ? and used_at is not null))`)
//#end
