// Stores the time as a text, in a column for whole numbers.
//#file store.ts
//#replace
insert.get(target, Date.now())
//#with
insert.get(target, new Date().toISOString())
//#end
