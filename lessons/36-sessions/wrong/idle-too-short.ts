// Measures the idle time from the sign-in.
//#file sessions.ts
//#replace
where token_hash = ? and expires_at > ? and seen_at > ?`)
//#with
where token_hash = ? and expires_at > ? and sessions.created_at > ?`)
//#end
