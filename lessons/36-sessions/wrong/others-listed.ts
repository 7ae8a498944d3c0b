// Lists everybody's sessions.
//#file sessions.ts
//#replace
where user = ? and expires_at > ? and seen_at > ? order by
//#with
where ? is not null and expires_at > ? and seen_at > ? order by
//#end
