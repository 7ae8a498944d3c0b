// Chooses the number of the link, waits, and then inserts it.
//#file store.ts
//#replace
add(target: string): Link
//#with
add(target: string): Promise<Link>
//#end
//#replace
select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
//#with
values (?, ?, ?) returning slug, target`)
  const last = database.prepare('select coalesce(max(id), 0) as id from links')
//#end
//#replace
add: (target) => toLink({ ...insert.get(target, Date.now()) }),
//#with
async add(target) {
  const slug = String(Number(last.get()?.['id']) + 1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  return toLink({ ...insert.get(slug, target, Date.now()) })
},
//#end
//#file links.ts
//#replace
const link = store.add(readTarget(await readJson(context)))
//#with
const link = await store.add(readTarget(await readJson(context)))
//#end
