// A handler asks the database itself.
//#replace
  const ticket = store.addTicket({ title,
//#with
  const database = new DatabaseSync(process.env.DATABASE ?? 'data.db')
  database.exec(schema)
  const person = database.prepare('select 1 from people where id = ?').get(Number(assigneeId))
  database.close()
  if (assigneeId !== null && person === undefined) return invalid('No such person')
  const ticket = store.addTicket({ title,
//#end
