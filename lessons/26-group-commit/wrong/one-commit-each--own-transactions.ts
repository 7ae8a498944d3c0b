// Gathers the writes, and commits each of them.
//#replace
    database.exec('begin immediate')
    const errors = writes.map(attempt)
    database.exec('commit')
//#with
    const errors = writes.map(attempt)
//#end
