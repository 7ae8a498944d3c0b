// Reads first and writes then: no other copy of the program may come in between.
//#file buckets.ts
//#replace
  const take = database.prepare(`
    insert into buckets (key, tokens, updated_at) values (:key, :most - 1, :now)
    on conflict (key) do update set
      tokens = min(:most, tokens + max(0, :now - updated_at) * :perMs) - 1, updated_at = :now
    where min(:most, tokens + max(0, :now - updated_at) * :perMs) >= 1
    returning tokens`)
//#with
  const find = database.prepare('select tokens, updated_at from buckets where key = ?')
  const write = database.prepare('insert or replace into buckets values (?, ?, ?)')
//#end
//#replace
      clean.run(now - keptMs)
      if (take.get({ key, most, now, perMs }) !== undefined) return
//#with
      const row = find.get(key) ?? { tokens: most, updated_at: now }
      const tokens = Math.min(most, row.tokens + Math.max(0, now - row.updated_at) * perMs)
      if (tokens >= 1) {
        write.run(key, tokens - 1, now)
        clean.run(now - keptMs)
        return
      }
//#end
