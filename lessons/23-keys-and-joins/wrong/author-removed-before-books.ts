// Looks for the author of a new book, but has no foreign key.
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
