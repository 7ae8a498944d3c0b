// Keeps the links in memory.
//#file store.ts
//#replace
add: (target) => toLink({ ...insert.get(target, Date.now()) }),
find(slug) {
  const row = select.get(slug)
  return row === undefined ? undefined : toLink(row)
},
//#with
add(target) {
  const link = { slug: String(links.size + 1), target }
  links.set(link.slug, link)
  return link
},
find: (slug) => links.get(slug),
//#end
//#replace
const insert = database.prepare(`
  insert into links (slug, target, created_at)
  select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
const select = database.prepare('select slug, target from links where slug = ?')

//#with
const links = new Map<string, Link>()
//#end
