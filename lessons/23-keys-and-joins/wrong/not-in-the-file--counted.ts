// Takes the number of rows for the id of the last one.
//#replace
  return { status: 201, value: { id: Number(lastInsertRowid), author, title } }
//#with
  const { rows } = { ...database.prepare('select count(*) as rows from books').get() }
  return { status: 201, value: { id: Number(rows), author, title } }
//#end
