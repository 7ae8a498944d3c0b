// Numbers links from 0 on, so /0 is a link.
//#file store.ts
//#replace
select coalesce(max(id), 0) + 1, ?, ?
//#with
select coalesce(max(id), 0), ?, ?
//#end
