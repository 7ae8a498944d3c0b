// Keeps the rows of ended sessions, writes each use, and decides in JavaScript what has ended.
//#file tables.ts
//#replace
  create index sessions_by_user on sessions (user)`,
//#with
  create index sessions_by_user on sessions (user);
  alter table sessions add column ended_at integer`,
//#end
//#file sessions.ts
//#replace
  const clean = database.prepare(
    'delete from sessions where user = ? and (expires_at <= ? or seen_at <= ?)')
//#with

//#end
//#replace
      clean.run(user, now, now - idleLimitMs)
//#with

//#end
//#replace
    select sessions.id as session, seen_at, ${userColumns}
    from sessions join users on users.id = sessions.user
    where token_hash = ? and expires_at > ? and seen_at > ?`)
//#with
    select sessions.id as session, seen_at, expires_at, ended_at, ${userColumns}
    from sessions join users on users.id = sessions.user
    where token_hash = ?`)
//#end
//#replace
      const row = select.get(hashToken(token), now, now - idleLimitMs)
      if (row === undefined) return undefined
//#with
      const row = select.get(hashToken(token))
      if (row === undefined || row['ended_at'] !== null) return undefined
      if (Number(row['expires_at']) <= now) return undefined
      if (now - Number(row['seen_at']) > idleLimitMs) return undefined
//#end
//#replace
      if (Number(row['seen_at']) < now - seenPrecisionMs) touch.run(now, id)
//#with
      touch.run(now, id)
//#end
//#replace
    where user = ? and expires_at > ? and seen_at > ? order by seen_at desc, id desc`)
  const remove = database.prepare('delete from sessions where user = ? and id = ?')
  const removeByToken = database.prepare('delete from sessions where token_hash = ?')
//#with
    where user = ? and expires_at > ? and seen_at > ? and ended_at is null`)
  const remove = database.prepare(`
    update sessions set ended_at = unixepoch() where user = ? and id = ? and ended_at is null`)
  const removeByToken = database.prepare(
    'update sessions set ended_at = unixepoch() where token_hash = ?')
//#end
//#replace
// Otherwise each request would be a write.
const seenPrecisionMs = 5 * minuteMs
//#with

//#end
