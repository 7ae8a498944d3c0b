// What people and other services call the columns of a list of links, for messages: a name that we
// don't know is never taken for another, because text may get lost that way.
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

/** Gives our name for what a column may hold, by its plain name; undefined for any other. */
export function likelyColumn(plain: string): string | undefined {
  return meanings.get(plain)
}
