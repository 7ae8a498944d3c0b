// Begins a transaction, and never commits it.
//#replace
database.exec(createTable)
//#with
database.exec(createTable)
database.exec('begin')
//#end
