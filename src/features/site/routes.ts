// What every page needs and no feature owns: stylesheets, scripts and icons, and what crawlers may
// read. Lesson: the-page (tour)

import type { App } from '../../http/app.ts'
import { text } from '../../http/reply.ts'
import { staticFiles } from '../../http/static.ts'
import { assetsFolder } from './page.ts'

const oneYearSeconds = 365 * 24 * 60 * 60
const robots = 'User-agent: *\nDisallow: /links/\nDisallow: /api/\n'

/** Adds `/assets/` and `/robots.txt`. */
export function addSiteRoutes(app: App): void {
  app.get('/assets/*path',
    staticFiles({ root: assetsFolder, maxAgeSeconds: oneYearSeconds, immutable: true }))
  app.get('/robots.txt', () => text(robots))
}
