// Each statement has a connection of its own.
//#replace
const database = new DatabaseSync(file)
database.exec(createTable)
//#with
const open = () => {
  const database = new DatabaseSync(file)
  database.exec(createTable)
  return database
}
const database = { prepare: (sql: string) => open().prepare(sql) }
//#end
