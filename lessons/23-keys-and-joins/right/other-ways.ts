// Looks at the message of the error, sends a 404 for an author, counts in a subquery, joins in the
// program with two statements in a transaction, and adds with on conflict do nothing.
//#replace
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  if (code === 2067) return 409
  if (code === 787) return method === 'DELETE' ? 409 : 422
  return 500
//#with
  const message = String(error)
  if (message.includes('UNIQUE constraint failed')) return 409
  if (!message.includes('FOREIGN KEY constraint failed')) return 500
  return method === 'POST' ? 404 : 409
//#end
//#replace
    select authors.id, name, count(books.id) as books
    from authors left join books on books.author = authors.id
    group by authors.id
    order by authors.id`).all()
//#with
    select *, (select count(*) from books where author = authors.id) as books
    from authors order by 1`).all()
//#end
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
