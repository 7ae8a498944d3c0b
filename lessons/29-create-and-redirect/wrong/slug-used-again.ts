// Counts in memory, and replaces what is there.
//#file store.ts
//#replace
insert into links (slug, target, created_at)
select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
//#with
insert or replace into links (slug, target, created_at)
values (?, ?, ?) returning slug, target`)
  let count = 0
//#end
//#replace
insert.get(target, Date.now())
//#with
insert.get(String(count += 1), target, Date.now())
//#end
