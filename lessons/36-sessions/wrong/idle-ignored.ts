// Writes the new time, and compares it afterwards.
//#file sessions.ts
//#replace
      const row = select.get(hashToken(token), now,
//#with
      database.prepare('update sessions set seen_at = ? where token_hash = ?')
        .run(now, hashToken(token))
      const row = select.get(hashToken(token), now,
//#end
