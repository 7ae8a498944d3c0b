// What `npm run bench:growth` does at both sizes. The short list and the long one are equally long
// at both. What is marked with (*) grows with one list, or with a bound that a small database is
// below: there, the time itself is the goal.

import { abandonLinks, removeAbandonedLinks } from '../../src/features/links/manage/removal.ts'
import { createSearchIndex } from '../../src/features/links/manage/searchIndex.ts'
import type { Site, Who } from './growthSite.ts'

export type Operation = {
  name: string
  run(site: Site, turn: number): Promise<unknown>
  /** How many times in a row it's measured. */
  times?: number
}

const target = 'https://www.example.com/some/page?id=7'
// User 3, as growthData.ts names them.
const tenthEmail = 'user3%40autumn.example'
const made = new WeakMap<Site, string[]>()

function api(name: string, who: Who, path: string, times = 10): Operation {
  return { name, times, run: (site) => site.send(who, 'GET', path) }
}

function page(name: string, path: string): Operation {
  return { name, times: 10, run: (site) => site.send('admin', 'GET', path) }
}

/** Reads the numbers of the last link, which the short list has. */
function statistics(name: string, query: string): Operation {
  return {
    name, times: 10,
    run: (site) => site.send(
      'short', 'GET', `/api/links/${slugOf(site, site.links)}/statistics${query}`),
  }
}

/** Spreads over all links: no two turns in a row follow one link. */
function anySlug(site: Site, turn: number): string {
  return slugOf(site, (turn * 104_729) % (site.links - 1) + 1)
}

function slugOf({ links }: Site, id: number): string {
  return `s${(id * 7919) % (links * 10 + 1)}-${id}`
}

export const operations: readonly Operation[] = [
  {
    name: 'follow a link', times: 50,
    run: (site, turn) => site.send('stranger', 'GET', `/${anySlug(site, turn)}`),
  },
  {
    name: 'create a link', times: 50,
    async run(site) {
      const { headers } = await site.send('short', 'POST', '/api/links', { target })
      const slugs = made.get(site) ?? []
      slugs.push(String(headers['location']).replace('/api/links/', ''))
      made.set(site, slugs)
    },
  },
  {
    name: 'change a link', times: 10,
    run: (site, turn) => site.send(
      'short', 'PATCH', `/api/links/${made.get(site)?.at(-1)}`, { note: `note ${turn}` }),
  },
  {
    name: 'delete a link', times: 50,
    run: (site) => site.send('short', 'DELETE', `/api/links/${made.get(site)?.pop()}`),
  },
  api('list, short', 'short', '/api/links'),
  api('list by slug, short', 'short', '/api/links?sort=slug'),
  api('list by clicks, short', 'short', '/api/links?sort=-clicks'),
  api('search, short', 'short', '/api/links?search=summer'),
  api('list, long', 'long', '/api/links'),
  api('list by slug, long', 'long', '/api/links?sort=slug'),
  api('list by clicks, long (*)', 'long', '/api/links?sort=-clicks', 2),
  api('search, long, common', 'long', '/api/links?search=summer'),
  api('search, long, rare', 'long', '/api/links?search=id%3D771&sort=createdAt'),
  api('search, long, nothing', 'long', '/api/links?search=zebra'),
  api('search, long, short term', 'long', '/api/links?search=%3Fi'),
  api('search, long, 200 letters', 'long', `/api/links?search=${'summer'.repeat(33)}`),
  api('list, a tenth', 'tenth', '/api/links'),
  api('list by slug, a tenth', 'tenth', '/api/links?sort=slug'),
  api('list by clicks, a tenth (*)', 'tenth', '/api/links?sort=-clicks', 2),
  api('search, a tenth, common (*)', 'tenth', '/api/links?search=summer'),
  api('search, a tenth, rare (*)', 'tenth', '/api/links?search=id%3D772&sort=createdAt'),
  api('search, a tenth, nothing', 'tenth', '/api/links?search=zebra'),
  api('search, a tenth, by slug (*)', 'tenth', '/api/links?search=id%3D772&sort=slug'),
  statistics('statistics', ''),
  statistics('statistics, a year', '?days=366'),
  statistics('statistics, ten years', '?from=2020-01-01&to=2029-12-31'),
  api('export links, short', 'short', '/api/links/export', 2),
  api('export account, short', 'short', '/api/users/me/export', 2),
  page('start page', '/'),
  page('start page by clicks', '/?sort=-clicks'),
  page('account page', '/account'),
  page('admin overview', '/admin'),
  page('admin users', '/admin/users'),
  page('admin users by email', '/admin/users?sort=email'),
  page('admin search, common (*)', '/admin/users?search=berlin'),
  page('admin search, rare (*)', '/admin/users?search=user77'),
  page('admin search, nothing', '/admin/users?search=zebra'),
  page('admin search, 2 letters (*)', '/admin/users?search=zz'),
  page('admin user', '/admin/users/2'),
  page('admin user, a tenth (*)', '/admin/users/3'),
  page('admin links', '/admin/links'),
  page('admin links by slug', '/admin/links?slug=s1'),
  page('admin links of a user', '/admin/links?owner=user5%40munich.example'),
  page('admin links of a tenth', `/admin/links?owner=${tenthEmail}`),
  page('admin links, a tenth, slug', `/admin/links?owner=${tenthEmail}&slug=s1`),
  page('admin links, common', '/admin/links?search=berlin'),
  page('admin links, nothing', '/admin/links?search=zebra'),
  page('admin links, slug, nothing (*)', '/admin/links?slug=s1&search=zebra'),
  page('admin links, tenth, nothing (*)', `/admin/links?owner=${tenthEmail}&search=zebra`),
  page('admin audit', '/admin/audit'),
  page('admin audit of a user', '/admin/audit?actor=5'),
  { name: 'hourly clean-up', times: 1, run: (site) => site.clean() },
]

/** Done once, at the large size only: how long do they block the others? */
export const heavy: readonly Operation[] = [
  api('first search of that list', 'tenth', '/api/links?search=zebra', 1),
  { name: 'its index is made', run: (site) => makeIndex(site, 3) },
  api('export links, a tenth', 'tenth', '/api/links/export?format=csv', 1),
  api('export account, a tenth', 'tenth', '/api/users/me/export', 1),
  { name: 'clean-up after start', run: (site) => site.clean() },
  {
    name: 'delete that account',
    async run({ database }) {
      await database.batch(abandonLinks(3))
      await removeAbandonedLinks(database)
    },
  },
  { name: 'clean-up after that', run: (site) => site.clean() },
]

/** Makes the index that searches of a list use, as the first one does in the background. */
export async function makeIndex({ database }: Site, owner: number): Promise<void> {
  await createSearchIndex(database).extend(owner)
}
