// Looks for the name first. The table has no key.
//#replace
name text not null unique
//#with
name text not null
//#end
//#replace
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
//#with
  const same = database.prepare('select id from authors where name = ?').get(name)
  if (same !== undefined) throw new Refusal(409, 'There is such an author')
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
//#end
