// Stores seconds.
//#file store.ts
//#replace
insert.get(target, Date.now())
//#with
insert.get(target, Math.floor(Date.now() / 1_000))
//#end
