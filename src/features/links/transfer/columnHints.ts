// What people and other services call the columns of a list of links. It's only for messages: we
// never guess which column is meant, because a wrong guess could lose text.
// Lesson: pages-filters-sorting (appendix)

const otherNames = {
  target: ['url', 'longurl', 'longlink', 'originalurl', 'destination', 'destinationurl', 'fullurl',
    'targeturl', 'link'],
  slug: ['alias', 'code', 'shortcode', 'key', 'keyword', 'path', 'backhalf', 'name'],
  note: ['notes', 'title', 'description', 'comment', 'comments', 'label'],
  createdAt: ['created', 'date', 'datecreated', 'creationdate', 'timestamp'],
  expiresAt: ['expires', 'expiry', 'expiration', 'expirationdate', 'expirydate', 'validuntil'],
  visitLimit: ['maxvisits', 'maxclicks', 'clickslimit', 'clicklimit', 'limit'],
  importedClicks: ['visits', 'hits', 'visitcount', 'totalclicks'],
} as const

const meanings = new Map<string, string>(Object.entries(otherNames).flatMap(([ours, others]) =>
  others.map((other) => [other, ours])))

/** Finds which of our columns a plain name may mean; undefined if it's none of them. */
export function likelyColumn(plain: string): string | undefined {
  return meanings.get(plain)
}
