// Sorts the books itself, leaves the refusal of a name to the insert, and has an index for its key.
//#replace
    name text not null unique
  ) strict;
//#with
    name text not null
  ) strict;
  create unique index if not exists authors_by_name on authors (name);
//#end
//#replace
references authors (id),
//#with
references authors on delete restrict deferrable initially deferred,
//#end
//#replace
if (code === 787)
//#with
if (code === 787 || code === 1811)
//#end
//#replace
  const value = database.prepare(`
    select books.id, title, name as author
    from books join authors on authors.id = books.author
    order by books.id`).all()
  return { status: 200, value }
//#with
  const rows = database.prepare('select id, title, author from books').all()
  const authors = database.prepare('select id, name from authors').all()
  const names = new Map(authors.map(({ id, name }) => [id, name]))
  const value = rows.map(({ id, title, author }) =>
    ({ id: Number(id), title, author: names.get(author ?? 0) }))
  return { status: 200, value: value.sort((one, other) => one.id - other.id) }
//#end
//#replace
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
//#with
  const insert = database.prepare('insert into authors (name) values (?) on conflict do nothing')
  const { lastInsertRowid, changes } = insert.run(name)
  if (changes === 0) throw new Refusal(409, 'This name is taken')
//#end
