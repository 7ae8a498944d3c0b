// Lists the oldest link first.
//#file store.ts
//#replace
order by id desc limit
//#with
order by id limit
//#end
