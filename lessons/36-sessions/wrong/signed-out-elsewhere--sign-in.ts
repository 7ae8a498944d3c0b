// Allows each person one session.
//#file sessions.ts
//#replace
'delete from sessions where user = ? and (expires_at <= ? or seen_at <= ?)')
//#with
'delete from sessions where user = ? and (expires_at > ? or seen_at > ?)')
//#end
