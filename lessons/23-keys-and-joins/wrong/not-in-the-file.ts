// Keeps authors in a database in memory.
//#replace
const database = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 5_000 })
//#with
const database = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 5_000 })
let added = 0
//#end
//#replace
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
//#with
  const lastInsertRowid = (added += 1)
//#end
