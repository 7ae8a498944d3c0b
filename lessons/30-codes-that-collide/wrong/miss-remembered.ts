// Remembers for each slug what it found, and also that it found nothing.
//#file links.ts
//#replace
const link = store.find(normalizeSlug(slug))
//#with
const key = normalizeSlug(slug)
  const link = known.has(key) ? known.get(key) : store.find(key)
  known.set(key, link)
//#end
//#replace
function describe
//#with
const known = new Map<string, Link | undefined>()

function describe
//#end
