// Counts in memory, and stores nothing.
//#file links.ts
//#replace
export function addLinkRoutes(router: Router, parts: Parts): void {
//#with
const visits = new Map<string, { clicks: number; robots: number }>()

export function addLinkRoutes(router: Router, parts: Parts): void {
//#end
//#replace
  router.add('GET', '/:slug', (context) => followLink(store, context))
//#with
  router.add('GET', '/:slug', (context) => {
    const slug = normalizeSlug(context.params['slug'] ?? '')
    const { clicks, robots } = visits.get(slug) ?? { clicks: 0, robots: 0 }
    const isPerson = !isRobot(context)
    visits.set(slug, { clicks: clicks + Number(isPerson), robots: robots + Number(!isPerson) })
    return empty(302, { location: findLink(store, slug).target, 'cache-control': 'no-store' })
  })
//#end
//#replace
    visitLimit, clicks, robots,

//#with
    visitLimit, clicks: 0, robots: 0, ...visits.get(slug),

//#end
//#replace
visitLimit, clicks, robots }: Link
//#with
visitLimit }: Link
//#end
//#replace
import { json } from './framework/reply.ts'
//#with
import { empty, json } from './framework/reply.ts'
//#end
//#replace
import { followLink } from './clicks.ts'
//#with
import { isRobot } from './visitors.ts'
//#end
