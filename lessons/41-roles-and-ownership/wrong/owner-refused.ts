// Lets only administrators delete.
//#file store.ts
//#replace
    `delete from links where slug = ? and (user = ? or ? = 'admin')`)
//#with
    `delete from links where slug = ? and user >= ? - 1e9 and ? = 'admin'`)
//#end
