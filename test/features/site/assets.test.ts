import assert from 'node:assert/strict'
import test from 'node:test'
import { addSiteRoutes, assetUrl } from '../../../src/features/site/assets.ts'
import { App } from '../../../src/http/app.ts'

const app = new App()
addSiteRoutes(app)

test('only the URL of what a file contains now may be kept without asking', async () => {
  const url = assetUrl('site.css')
  const forever = 'max-age=31536000, immutable'
  const rows: [rule: string, url: string, cacheControl: string][] = [
    ['the URL that pages name', url, forever],
    ['the version of a newer server', url.replace(/=.*/, '=0a1b2c'), 'no-cache'],
    ['no version', '/assets/site.css', 'no-cache'],
    ['the version of another file', url.replace('site.css', 'links.js'), 'no-cache'],
    ['something after the version', `${url}0`, 'no-cache'],
  ]
  for (const [rule, path, cacheControl] of rows) {
    const { status, headers } = await app.request('GET', path)
    assert.deepEqual([status, headers['cache-control']], [200, cacheControl], rule)
  }
})

test('the icon without a name leads to the one that pages name', async () => {
  const { status, headers } = await app.request('GET', '/favicon.ico')
  assert.deepEqual([status, headers['location']], [302, assetUrl('icon.svg')])
})
