// Asks whether the name is free, and then inserts.
//#file store.ts
//#replace
insert into links (slug, target, created_at) values (?, ?, ?)
on conflict (slug) do nothing returning slug, target`)
//#with
insert into links (slug, target, created_at) values (?, ?, ?)
returning slug, target`)
//#end
//#replace
add: ({ slug, target }) => toLink(insert.get(slug, target, Date.now())),
//#with
add({ slug, target }) {
  if (slug.length < 7 || slug.includes('-')) {
    return select.get(slug) === undefined
      ? toLink(insert.get(slug, target, Date.now())) : undefined
  }
  try {
    return toLink(insert.get(slug, target, Date.now()))
  } catch {
    return undefined
  }
},
//#end
