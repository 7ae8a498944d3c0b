// Looks for authors and for books in the program. The table has no foreign key.
//#replace
author integer not null references authors (id),
//#with
author integer not null,
//#end
//#replace
  const insert = database.prepare('insert into books (author, title) values (?, ?)')
//#with
  const row = database.prepare('select id from authors where id = ?').get(Number(author))
  if (row === undefined) throw new Refusal(422, 'There is no such author')
  const insert = database.prepare('insert into books (author, title) values (?, ?)')
//#end
//#replace
  const { changes } = database.prepare('delete from authors where id = ?').run(id)
//#with
  const book = database.prepare('select id from books where author = ?').get(id)
  if (book !== undefined) throw new Refusal(409, 'There are books by this author')
  const { changes } = database.prepare('delete from authors where id = ?').run(id)
//#end
