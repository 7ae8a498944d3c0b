// Takes every token that it finds.
//#file oneTimeTokens.ts
//#replace
where token_hash = ? and purpose = ? and expires_at > ?
//#with
where token_hash = ? and ? is not null and expires_at > ?
//#end
