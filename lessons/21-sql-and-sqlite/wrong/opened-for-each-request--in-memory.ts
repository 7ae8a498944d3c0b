// Each statement has a database of its own, which is empty.
//#replace
const database = new DatabaseSync(file)
database.exec(createTable)
//#with
const open = () => {
  const database = new DatabaseSync(':memory:')
  database.exec(createTable)
  return database
}
const database = { prepare: (sql: string) => open().prepare(sql) }
//#end
