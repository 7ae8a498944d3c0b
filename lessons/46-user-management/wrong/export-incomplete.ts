// Exports as many links as the list shows.
//#file store.ts
//#replace
from links where user = ? order by id limit ${mostExported}`)
//#with
from links where user = ? order by id limit ${mostListed}`)
//#end
