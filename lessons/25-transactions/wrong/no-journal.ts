// Keeps the journal where a crash takes it away.
//#replace
database.exec('pragma journal_mode = wal')
//#with
database.exec('pragma journal_mode = memory')
//#end
