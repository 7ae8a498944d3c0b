// How other services write their links: the columns of their CSV files, and the names in the JSON
// of their APIs. `translate.ts` turns such a row into ours.
// Lesson: pages-filters-sorting (appendix)

/** Which names hold what. Of several, the first that has something in it counts. */
export type Format = {
  service: string
  /** All names of one of these lists, and a row is of this format. */
  marks: readonly (readonly string[])[]
  slug: readonly string[]
  /** Further names of the same link: each becomes a link of its own. */
  otherSlugs?: readonly string[]
  target: readonly string[]
  note?: readonly string[]
  createdAt?: readonly string[]
  expiresAt?: readonly string[]
  /** When the link opens. It isn't imported: links here are open at once. */
  opensAt?: readonly string[]
  clicks?: readonly string[]
  visitLimit?: readonly string[]
  forwardQuery?: readonly string[]
  /** Set where a link had a password, which nobody exports. */
  password?: readonly string[]
  /** Set where the service had blocked the link. */
  blocked?: readonly string[]
  /** Says no where the link was switched off. */
  enabled?: readonly string[]
}

/** The services that are recognized. Names are written as `plainName` gives them. */
const formats: readonly Format[] = [
  {
    service: 'Bitly',
    marks: [
      ['link', 'longurl'], ['bitlink', 'longurl'], ['custombitlink', 'longurl'],
      ['link', 'destinationurl'],
    ],
    slug: ['link', 'bitlink', 'custombitlink'],
    otherSlugs: ['customlink', 'custombitlink', 'custombitlinks'],
    target: ['longurl', 'destinationurl'], note: ['title'], createdAt: ['createdat'],
  },
  {
    service: 'Kutt',
    marks: [['address', 'target', 'visitcount']],
    slug: ['address'], target: ['target'], note: ['description'], createdAt: ['createdat'],
    expiresAt: ['expirein'], clicks: ['visitcount'], password: ['password'], blocked: ['banned'],
  },
  {
    service: 'Shlink',
    marks: [['shortcode', 'longurl']],
    slug: ['shortcode'], target: ['longurl'], note: ['title'],
    createdAt: ['createdat', 'datecreated'], expiresAt: ['meta.validuntil'],
    opensAt: ['meta.validsince'],
    clicks: ['visits', 'visitssummary.total', 'visitscount'], visitLimit: ['meta.maxvisits'],
    forwardQuery: ['forwardquery'],
  },
  {
    // Older CSV files have no column for the short code.
    service: 'Shlink',
    marks: [['shorturl', 'longurl', 'visits']],
    slug: ['shorturl'], target: ['longurl'], note: ['title'], createdAt: ['createdat'],
    clicks: ['visits'],
  },
  {
    service: 'YOURLS',
    marks: [['keyword', 'url'], ['shorturl', 'url', 'clicks'], ['source', 'target', 'hits']],
    slug: ['keyword', 'shorturl', 'source'], target: ['url', 'target'], note: ['title'],
    createdAt: ['timestamp'], clicks: ['clicks', 'hits'],
  },
  {
    service: 'dub',
    marks: [['shortlink', 'destinationurl'], ['link', 'url'], ['key', 'domain', 'url']],
    slug: ['key', 'shortlink', 'link'], target: ['destinationurl', 'url'],
    note: ['comments', 'title'], createdAt: ['createdat'], expiresAt: ['expiresat'],
    clicks: ['clicks'], password: ['password'],
  },
  {
    service: 'Short.io',
    marks: [['originalurl', 'path'], ['originalurl', 'shorturl']],
    slug: ['path', 'shorturl', 'secureshorturl'], target: ['originalurl'], note: ['title'],
    createdAt: ['createdat'], expiresAt: ['expiresat'], clicks: ['clicks', 'totalclicks'],
    visitLimit: ['clickslimit'], password: ['haspassword', 'password'],
  },
  {
    service: 'Rebrandly',
    marks: [['slashtag', 'destination']],
    slug: ['slashtag'], target: ['destination'], note: ['title'], createdAt: ['createdat'],
    clicks: ['clicks'],
  },
  {
    service: 'Lynx',
    marks: [['slug', 'destination']],
    slug: ['slug'], target: ['destination'], createdAt: ['creationdate'], clicks: ['visits'],
  },
  {
    service: 'Polr',
    marks: [['shorturl', 'longurl', 'secretkey']],
    slug: ['shorturl'], target: ['longurl'], createdAt: ['createdat'], clicks: ['clicks'],
    password: ['secretkey'], blocked: ['isdisabled'],
  },
  {
    service: 'TinyURL',
    marks: [['tinyurl', 'alias', 'url']],
    slug: ['alias', 'tinyurl'], target: ['url'], note: ['description'], createdAt: ['createdat'],
    expiresAt: ['expiresat'], blocked: ['deleted'],
  },
  {
    service: 'Sink',
    marks: [['slug', 'url', 'id', 'createdat']],
    slug: ['slug'], target: ['url'], note: ['comment', 'title'], createdAt: ['createdat'],
    expiresAt: ['expiration'],
  },
  {
    service: 'Zipline',
    marks: [['code', 'destination', 'views']],
    slug: ['code'], otherSlugs: ['vanity'], target: ['destination'], createdAt: ['createdat'],
    clicks: ['views'], visitLimit: ['maxviews'], password: ['password'], enabled: ['enabled'],
  },
  {
    service: 'Lstu',
    marks: [['short', 'url', 'counter']],
    slug: ['short'], target: ['url'], createdAt: ['createdat', 'timestamp'], clicks: ['counter'],
  },
  {
    service: 'Chhoto URL',
    marks: [['shortlink', 'longlink', 'hits'], ['shorturl', 'longurl', 'expirytime']],
    slug: ['shortlink', 'shorturl'], target: ['longlink', 'longurl'], note: ['notes'],
    expiresAt: ['expirytime'], clicks: ['hits'],
  },
]

const longestName = 100

/**
 * Writes a name plainly: `Expires At` and `expires_at` both become `expiresat`. Invisible
 * characters are left out.
 */
export function plainName(name: string): string {
  if (name.length > longestName) return name
  return name.toLowerCase().replaceAll(/[\s_\-\p{Default_Ignorable_Code_Point}]/gu, '')
}

/** Recognizes a format by the plain names of its columns. */
export function findFormat(names: ReadonlySet<string>): Format | undefined {
  return formats.find(({ marks }) => marks.some((all) => all.every((name) => names.has(name))))
}

/** Says whether a format has a use for a name. What is under others is left behind. */
export function isRead(format: Format, name: string): boolean {
  return names.get(format)?.has(name) ?? false
}

const names = new Map(formats.map((format) => {
  const { service: _service, marks: _marks, opensAt: _left, ...fields } = format
  return [format, new Set(Object.values(fields).flat())]
}))
