// Begins a transaction without the lock, so what it has read may be out of date when it writes.
//#file database.ts
//#replace
  database.exec('begin immediate')
//#with
  database.exec('begin')
//#end
//#file refreshTokens.ts
//#replace
      const row = use.get(Date.now(), hash)
//#with
      if (find.get(hash) === undefined) return undefined
      const row = use.get(Date.now(), hash)
//#end
//#replace
  const endReused
//#with
  const find = database.prepare('select 1 from refresh_tokens where token_hash = ?')
  const endReused
//#end
