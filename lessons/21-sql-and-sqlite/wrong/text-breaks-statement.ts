// Puts the statement together from its values.
//#replace
const insert = database.prepare('insert into notes (text, priority) values (?, ?)')
const { lastInsertRowid } = insert.run(text, priority)
//#with
const insert = database.prepare(
  `insert into notes (text, priority) values ('${text}', ${priority})`)
const { lastInsertRowid } = insert.run()
//#end
