// Keeps the names in memory.
//#replace
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#with
  names.set(Number(lastInsertRowid), name)
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#end
//#replace
  const value = database.prepare(`
    select books.id, title, name as author
    from books join authors on authors.id = books.author
    order by books.id`).all()
  return { status: 200, value }
//#with
  const rows = database.prepare('select id, title, author from books order by id').all()
  return { status: 200, value: rows.map((row) => ({ ...row, author: names.get(row.author) })) }
//#end
//#replace
const mostBytes = 10_000
//#with
const mostBytes = 10_000
const names = new Map<unknown, string>()
//#end
