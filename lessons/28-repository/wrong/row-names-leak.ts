// Adds names of its own, and passes the row on.
//#replace
    id: Number(row['id']),
//#with
    ...row,
    id: Number(row['id']),
//#end
