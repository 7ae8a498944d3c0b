// One statement for the books, and one for the author of each.
//#replace
  const value = database.prepare(`
    select books.id, title, name as author
    from books join authors on authors.id = books.author
    order by books.id`).all()
  return { status: 200, value }
//#with
  const books = database.prepare('select id, author, title from books order by id').all()
  const name = database.prepare('select name as author from authors where id = ?')
  return { status: 200, value: books.map((row) => ({ ...row, ...name.get(row.author ?? 0) })) }
//#end
