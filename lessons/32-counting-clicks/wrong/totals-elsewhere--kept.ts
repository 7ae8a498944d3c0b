// Keeps each link that was read once.
//#file links.ts
//#replace
function findLink(store: Store, slug = ''): Link {
  const link = store.find(normalizeSlug(slug))
  if (link !== undefined) return link
//#with
const kept = new Map<string, Link>()

function findLink(store: Store, slug = ''): Link {
  const link = kept.get(normalizeSlug(slug)) ?? store.find(normalizeSlug(slug))
  if (link !== undefined) {
    kept.set(link.slug, link)
    return link
  }
//#end
