// Without begin, the first savepoint begins the transaction and its release ends it: commit fails.
//#replace
    database.exec('begin immediate')
//#with
//#end
