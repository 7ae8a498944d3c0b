// Looks first, and the keys are there all the same. Unique indexes instead of constraints.
//#replace
name text not null unique
//#with
name text not null
//#end
//#replace
    title text not null,
    unique (author, title)
  ) strict`)
//#with
    title text not null
  ) strict;
  create unique index if not exists authors_by_name on authors (name);
  create unique index if not exists books_by_title on books (title, author)`)
//#end
//#replace
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
//#with
  const same = database.prepare('select id from authors where name = ?').get(name)
  if (same !== undefined) throw new Refusal(409, 'There is such an author')
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
//#end
//#replace
  const insert = database.prepare('insert into books (author, title) values (?, ?)')
//#with
  const row = database.prepare('select id from authors where id = ?').get(Number(author))
  if (row === undefined) throw new Refusal(422, 'There is no such author')
  const insert = database.prepare('insert into books (author, title) values (?, ?)')
//#end
