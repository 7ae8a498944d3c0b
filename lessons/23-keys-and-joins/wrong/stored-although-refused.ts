// Looks for a second row after the insert, and leaves it there.
//#replace
name text not null unique
//#with
name text not null
//#end
//#replace
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#with
  const { rows } = database.prepare(`
    select count(*) as rows from authors where name = ?`).get(name) ?? {}
  if (Number(rows) > 1) throw new Refusal(409, 'There is such an author')
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
//#end
