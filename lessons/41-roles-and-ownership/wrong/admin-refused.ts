// Lets owners delete their links, and nobody else.
//#file store.ts
//#replace
    `delete from links where slug = ? and (user = ? or ? = 'admin')`)
//#with
    `delete from links where slug = ? and user = ? and ? is not null`)
//#end
