// Doesn't wait for the other copy, and keeps the lock for a while after a refusal.
//#replace
{ timeout: 5_000 }
//#with
{ timeout: 0 }
//#end
//#replace
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#with
  database.exec('begin immediate')
  try {
    const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
    database.exec('commit')
    return { status: 201, value: { id: Number(lastInsertRowid), name } }
  } catch (error) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    database.exec('rollback')
    throw error
  }
//#end
