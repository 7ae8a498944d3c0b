// Updates the link that has the name, and then says that it is taken. Random slugs have no hyphen.
//#file store.ts
//#replace
insert into links (slug, target, created_at) values (?, ?, ?)
on conflict (slug) do nothing returning slug, target`)
//#with
insert into links (slug, target, created_at) values (?, ?, ?)
on conflict (slug) do update set target = excluded.target
  where instr(slug, '-') > 0 returning slug, target`)
//#end
//#file make.ts
//#replace
const link = store.add({ slug, target })
if (link !== undefined) return link
throw
//#with
const isTaken = store.find(slug) !== undefined
const link = store.add({ slug, target })
if (!isTaken && link !== undefined) return link
throw
//#end
