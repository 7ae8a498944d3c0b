// Moves the end with each use.
//#file sessions.ts
//#replace
const touch = database.prepare('update sessions set seen_at = ? where id = ?')
//#with
const touch = database.prepare(`
    update sessions set seen_at = ?1, expires_at = ?1 + ${sessionLimitMs} where id = ?2`)
//#end
