// Begins a transaction and never commits it.
//#file store.ts
//#replace
const select = 
//#with
database.exec('begin')
const select = 
//#end
