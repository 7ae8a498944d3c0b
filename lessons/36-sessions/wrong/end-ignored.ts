// Looks only at the last use.
//#file sessions.ts
//#replace
where token_hash = ? and expires_at > ? and seen_at > ?`)
//#with
where token_hash = ? and ? > 0 and seen_at > ?`)
//#end
