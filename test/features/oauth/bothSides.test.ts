// Both sides together: two servers of ours on real sockets, and one is the provider of the other.

import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../src/database/sql.ts'
import { readForm, unescapeHtml, type Fields } from '../../testClients.ts'
import { email, password } from '../users/accounts.ts'
import { openBoth } from './servedApp.ts'

type Arrived = { url: URL; status: number; text: string }

/** A person with a browser: cookies for each origin, redirects and pages that lead on followed. */
function openPerson() {
  const jars = new Map<string, Map<string, string>>()
  let here: Arrived = { url: new URL('about:blank'), status: 0, text: '' }
  const trail: string[] = []

  async function go(url: URL, init: RequestInit = {}, came = 'none'): Promise<Arrived> {
    const jar = jars.get(url.origin) ?? new Map<string, string>()
    jars.set(url.origin, jar)
    trail.push(`${init.method ?? 'GET'} ${url.origin}${url.pathname}`)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', cookie, 'sec-fetch-site': came, ...init.headers }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (line.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    const text = await response.text()
    const next = response.headers.get('location') ?? response.headers.get('refresh')?.slice(6)
    if (next === undefined) return (here = { url, status: response.status, text })
    const target = new URL(next, url)
    const isSame = target.origin === url.origin && came !== 'cross-site'
    return go(target, {}, isSame ? 'same-origin' : 'cross-site')
  }

  return {
    trail,
    cookies: (origin: string) => jars.get(origin) ?? new Map<string, string>(),
    visit: (address: string) => go(new URL(address)),
    submit: (action: string, fields: Fields) => go(new URL(action, here.url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'origin': here.url.origin },
      body: new URLSearchParams({ ...readForm(here.text, action), ...fields }).toString(),
    }, 'same-origin'),
  }
}

test('one signs in at the other, allows it once, and has an account here', async (t) => {
  const { provider, site } = await openBoth(t)
  const person = openPerson()
  const signInPage = await person.visit(`${site.publicOrigin}/login/with?next=/account`)
  assert.equal(signInPage.url.origin + signInPage.url.pathname, `${provider.publicOrigin}/login`)
  const consent = await person.submit('/login', { email, password })
  assert.match(unescapeHtml(consent.text), /Allow This one\?/)
  const end = await person.submit('/oauth/consent', { decision: 'allow' })
  assert.deepEqual([end.status, end.url.href], [200, `${site.publicOrigin}/account`])
  assert.match(end.text, /ada@example\.org/)
  const users = await site.database.all(sql`select email, password_hash as hash from users`)
  assert.deepEqual(users.map((user) => ({ ...Object(user) })), [{ email, hash: null }])
  // Signed in there, allowed before: nobody is asked anything.
  const again = openPerson()
  for (const [name, value] of person.cookies(provider.publicOrigin)) {
    await again.visit(`${provider.publicOrigin}/hello`)
    again.cookies(provider.publicOrigin).set(name, value)
  }
  const there = await again.visit(`${site.publicOrigin}/login/with?next=/account`)
  assert.equal(there.url.href, `${site.publicOrigin}/account`)
  assert.equal(again.trail.some((step) => step.startsWith('POST')), false)
  assert.equal((await site.database.all(sql`select 1 from users`)).length, 1)
  assert.deepEqual([...provider.errors, ...site.errors], [])
})

test("a user who doesn't allow it isn't signed in", async (t) => {
  const { provider, site } = await openBoth(t)
  const person = openPerson()
  await person.visit(`${site.publicOrigin}/login/with`)
  await person.submit('/login', { email, password })
  const stays = await person.submit('/oauth/consent', { decision: 'deny' })
  assert.deepEqual([stays.status, stays.url.origin], [403, provider.publicOrigin])
  const back = /href="([^"]*)" rel="noreferrer">Go back</.exec(stays.text)?.[1] ?? ''
  const end = await person.visit(unescapeHtml(back))
  assert.deepEqual([end.status, end.url.pathname], [403, '/login/with/callback'])
  assert.match(unescapeHtml(end.text), /You aren't signed in/)
  assert.equal(person.cookies(site.publicOrigin).has('session'), false)
  assert.deepEqual([...provider.errors, ...site.errors], [])
})

test('when the application is deleted there, nobody signs in here with it', async (t) => {
  const { provider, site } = await openBoth(t)
  await provider.database.run(sql`delete from oauth_clients`)
  const end = await openPerson().visit(`${site.publicOrigin}/login/with`)
  assert.deepEqual([end.status, end.url.origin], [400, provider.publicOrigin])
})
