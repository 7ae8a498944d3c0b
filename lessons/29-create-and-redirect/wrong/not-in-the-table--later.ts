// Writes the row when there is time.
//#file store.ts
//#replace
select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
//#with
values (?, ?, ?) returning slug, target`)
  const waiting = new Map<string, string>()
//#end
//#replace
add: (target) => toLink({ ...insert.get(target, Date.now()) }),
//#with
add(target) {
  const slug = crypto.randomUUID()
  waiting.set(slug, target)
  setTimeout(() => insert.run(slug, target, Date.now()), 1_000)
  return { slug, target }
},
//#end
//#replace
return row === undefined ? undefined : toLink(row)
//#with
const target = waiting.get(slug)
if (row === undefined && target !== undefined) return { slug, target }
return row === undefined ? undefined : toLink(row)
//#end
