// The files that pages load: stylesheets, scripts and icons. Each has a URL that changes with its
// content, so that browsers and caches may keep it. Lesson: the-page (tour)

import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { App } from '../../http/app.ts'
import { redirect, text } from '../../http/reply.ts'
import { staticFiles } from '../../http/static.ts'

const assetsFolder = fileURLToPath(new URL('assets/', import.meta.url))
const robots = 'User-agent: *\nDisallow: /links/\nDisallow: /api/\n'

/**
 * Adds `/assets/`, with stylesheets, scripts and icons, and `/robots.txt`. Where a response names
 * no icon, such as JSON, browsers ask for `/favicon.ico`.
 */
export function addSiteRoutes(app: App): void {
  const urls = new Set(readdirSync(assetsFolder).map(assetUrl))
  const serveForever = staticFiles({ root: assetsFolder, immutable: true })
  const serveForNow = staticFiles({ root: assetsFolder })
  // While servers are updated one by one, a page of a new one may load its files from an old one:
  // no cache may keep the old content under the new URL.
  app.get('/assets/*path', (context) => {
    const { path, query } = context.target
    return urls.has(`${path}?${query}`) ? serveForever(context) : serveForNow(context)
  })
  app.get('/robots.txt', () => text(robots))
  app.get('/favicon.ico', () =>
    redirect(assetUrl('icon.svg'), 302, { 'cache-control': 'max-age=86400' }))
}

/** Gives an asset's URL. It changes with the content, so that caches may keep it forever. */
export function assetUrl(name: string): string {
  const known = assetUrls.get(name)
  if (known !== undefined) return known
  const content = readFileSync(assetsFolder + name)
  const url = `/assets/${name}?v=${hash('sha256', content, 'hex').slice(0, 12)}`
  assetUrls.set(name, url)
  return url
}

const assetUrls = new Map<string, string>()
