// Joins in the program, with two statements in a transaction. on conflict do nothing.
//#replace
  const value = database.prepare(`
    select books.id, title, name as author
    from books join authors on authors.id = books.author
    order by books.id`).all()
  return { status: 200, value }
//#with
  database.exec('begin')
  const names = new Map(database.prepare('select id, name from authors').all()
    .map((row) => [row.id, row.name]))
  const rows = database.prepare('select id, title, author from books order by id').all()
  database.exec('commit')
  return { status: 200, value: rows.map((row) => ({ ...row, author: names.get(row.author) })) }
//#end
//#replace
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#with
  const row = database.prepare(`insert into authors (name) values (?)
    on conflict do nothing returning id, name`).get(name)
  return row === undefined ? { status: 409 } : { status: 201, value: row }
//#end
