// Finds only the links that this process made.
//#file store.ts
//#replace
add: (target) => toLink({ ...insert.get(target, Date.now()) }),
find(slug) {
  const row = select.get(slug)
  return row === undefined ? undefined : toLink(row)
},
//#with
add(target) {
  const link = toLink({ ...insert.get(target, Date.now()) })
  links.set(link.slug, link)
  return link
},
find: (slug) => links.get(slug),
//#end
//#replace
const select = database.prepare('select slug, target from links where slug = ?')

//#with
const links = new Map<string, Link>()
//#end
