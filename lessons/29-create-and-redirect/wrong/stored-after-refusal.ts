// Stores the link before it looks at the target.
//#file links.ts
//#replace
const link = store.add(readTarget(await readJson(context)))
//#with
const value = await readJson(context)
const { target } = Object(value)
  const link = store.add(URL.parse(String(target))?.href ?? '')
link.target = readTarget(value)
//#end
