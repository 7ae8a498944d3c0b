// Begins with an empty table, each time.
//#replace
database.exec(createTable)
//#with
database.exec('drop table if exists notes')
database.exec(createTable)
//#end
