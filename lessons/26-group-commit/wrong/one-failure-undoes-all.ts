// The first error ends it all.
//#replace
    database.exec('rollback to one; release one')
    return error
//#with
    throw error
//#end
