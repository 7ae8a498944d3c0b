// Writes first, and then looks at what came of it.
//#replace
'insert into authors (name) values (?)'
//#with
`insert into authors (name) values (?)
    on conflict (name) do update set name = name || '!'`
//#end
//#replace
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#with
  const row = database.prepare('select id from authors where name = ?').get(name)
  if (row === undefined) throw new Refusal(409, 'This name is taken')
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#end
