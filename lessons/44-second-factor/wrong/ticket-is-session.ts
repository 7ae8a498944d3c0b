// Doesn't ask what a token is for.
//#file oneTimeTokens.ts
//#replace
    select user from one_time_tokens where token_hash = ? and purpose = ? and expires_at > ?`)
//#with
    select user from one_time_tokens where token_hash = ? and purpose <> '-' || ?
    and expires_at > ?`)
//#end
//#replace
    delete from one_time_tokens where token_hash = ? and purpose = ? and expires_at > ?
    returning user`)
//#with
    delete from one_time_tokens where token_hash = ? and purpose <> '-' || ? and expires_at > ?
    returning user`)
//#end
