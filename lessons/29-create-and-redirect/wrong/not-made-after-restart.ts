// Counts in memory.
//#file store.ts
//#replace
select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
//#with
values (?, ?, ?) returning slug, target`)
  let count = 0
//#end
//#replace
insert.get(target, Date.now())
//#with
insert.get(String(count += 1), target, Date.now())
//#end
