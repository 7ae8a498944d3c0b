// Lets a program repeat its last use, however long ago it was.
//#file refreshTokens.ts
//#replace
    where token_hash = ?2 and used_at is null
//#with
    where token_hash = ?2 and (used_at is null or not exists
        (select 1 from refresh_tokens as later where later.family = refresh_tokens.family
          and later.used_at is not null and later.rowid > refresh_tokens.rowid))
//#end
