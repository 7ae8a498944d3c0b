// The stylesheet, scripts and icon of the reader. Their URL contains a hash of all of them, so that
// browsers may keep them forever and still get new ones at once.

import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../../http/app.ts'
import { staticFiles } from '../../http/static.ts'

const folder = join(import.meta.dirname, 'assets')

const names: readonly string[] = readdirSync(folder).sort()

const version =
  hash('sha256', names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\0'))
  .slice(0, 12)

/** The modules of the pages, without the small script that runs before the first paint. */
export const moduleNames: readonly string[] = names
  .filter((name) => name.endsWith('.js') && name !== 'early.js')

/** Gives an asset's address. Scripts find each other by relative addresses. */
export function assetUrl(name: string): string {
  return `/assets/${version}/${name}`
}

/** Serves the assets. */
export function addAssetRoutes(app: App): void {
  app.get('/assets/:version/*file', staticFiles({ root: folder, immutable: true }))
}
