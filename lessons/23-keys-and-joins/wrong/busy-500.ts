// Looks first, in a transaction that began as a reader, and so can't wait for a writer.
//#replace
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#with
  database.exec('begin')
  try {
    const same = database.prepare('select id from authors where name = ?').get(name)
    if (same !== undefined) throw new Refusal(409, 'There is such an author')
    const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
    database.exec('commit')
    return { status: 201, value: { id: Number(lastInsertRowid), name } }
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#end
