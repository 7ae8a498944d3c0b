// Takes the number of changes for the id.
//#replace
const { lastInsertRowid } = insert.run(text, priority)
//#with
const { changes: lastInsertRowid } = insert.run(text, priority)
//#end
