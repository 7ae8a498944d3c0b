// Lists what has ended, too.
//#file sessions.ts
//#replace
where user = ? and expires_at > ? and seen_at > ? order by
//#with
where user = ? and (expires_at > ? or seen_at > ?) order by
//#end
//#replace
      clean.run(user, now, now - idleLimitMs)

//#with
//#end
//#replace
  const clean = database.prepare(
    'delete from sessions where user = ? and (expires_at <= ? or seen_at <= ?)')

//#with
//#end
