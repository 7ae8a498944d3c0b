// What these endpoints cost is limited for each client: a stranger can send any number of made-up
// values.

import assert from 'node:assert/strict'
import test from 'node:test'
import { minuteMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { pick } from '../../pick.ts'
import { openTestApp, startTime, type TestApp } from '../../testApp.ts'
import { openBrowser } from '../../testClients.ts'
import { addUser, openSignedIn, readAudit } from '../users/accounts.ts'
import { codeFor, playProvider } from './playedProvider.ts'
import { addApplication, getCode, leadsTo, wishes } from './relyingParty.ts'

const from = (client: number) => ({ 'x-forwarded-for': `192.0.2.${client}` })

async function callBack(site: TestApp, client: number): Promise<{ status: number }> {
  const browser = openBrowser(site)
  const begun = await browser.get('/login/with', from(client))
  if (begun.status !== 303) return begun
  const state = leadsTo(begun).searchParams.get('state') ?? ''
  const query = new URLSearchParams({ state, code: 'made-up', iss: leadsTo(begun).origin })
  return browser.get(`/login/with/callback?${query}`, from(client))
}

test('made-up codes write one audit line a minute for each client', async (t) => {
  const provider = await playProvider(t, startTime)
  const site = openTestApp(t, { provider: provider.settings, trustedHops: 1 })
  const lines = async () =>
    (await readAudit(site)).filter(({ action }) => action === 'provider-refused').length
  for (let round = 0; round < 5; round += 1) {
    assert.equal((await callBack(site, 1)).status, 502)
  }
  assert.equal(await lines(), 1)
  assert.equal((await callBack(site, 2)).status, 502)
  assert.equal(await lines(), 2)
  site.clock.now += minuteMs
  await Promise.all([callBack(site, 1), callBack(site, 1), callBack(site, 1)])
  assert.equal(await lines(), 3)
})

test('a user gets only so many codes in an hour', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const browser = await openSignedIn(site, await addUser(site))
  await getCode(browser, application)
  const ask = () => browser.get(wishes(application), { 'sec-fetch-site': 'cross-site' })
  for (let count = 0; count < 300; count += 1) assert.equal((await ask()).status, 303)
  const refused = await ask()
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '3600'])
  assert.equal(refused.headers['location'], undefined)
  const [{ codes } = { codes: 0 }] = await site.database.all(sql<{ codes: number }>`
    select count(*) as codes from oauth_codes`)
  assert.equal(codes, 301)
  site.clock.now += 60 * minuteMs
  assert.equal((await ask()).status, 303)
})

test('a client that comes back too often asks the provider nothing more', async (t) => {
  const provider = await playProvider(t, startTime)
  const site = openTestApp(t, { provider: provider.settings, trustedHops: 1 })
  const path = '/login/with/callback?state=x&code=y'
  const statuses = await Promise.all(Array.from({ length: 65 }, async () =>
    (await site.request('GET', path, { headers: from(1) })).status))
  assert.equal(statuses.filter((status) => status === 400).length, 60)
  assert.equal(statuses.filter((status) => status === 429).length, 5)
  const refused = await site.request('GET', '/login/with', { headers: from(1) })
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '900'])
  assert.equal((await site.request('GET', '/login/with', { headers: from(2) })).status, 303)
  assert.deepEqual(await readAudit(site), [])
  site.clock.now += 15 * minuteMs
  assert.equal((await site.request('GET', '/login/with', { headers: from(1) })).status, 303)
})

test('the accounts that newcomers get are limited for each client', async (t) => {
  const provider = await playProvider(t, startTime)
  const site = openTestApp(t, { provider: provider.settings, trustedHops: 1 })
  const join = async (count: number, client: number) => {
    provider.claims = { sub: `subject-${count}`, email: `user${count}@example.org` }
    const browser = openBrowser(site)
    const location = leadsTo(await browser.get('/login/with', from(client)))
    const query = new URLSearchParams({
      code: codeFor(location), state: location.searchParams.get('state') ?? '',
      iss: provider.origin,
    })
    return browser.get(`/login/with/callback?${query}`, from(client))
  }
  for (let count = 0; count < 20; count += 1) assert.equal((await join(count, 1)).status, 303)
  const refused = await join(20, 1)
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '3600'])
  assert.match(refused.text, /Too many accounts were created from your network/)
  assert.equal((await join(19, 1)).status, 303, 'who has an account signs in')
  assert.equal((await join(20, 2)).status, 303)
})

test('the token endpoint is limited for each client', async (t) => {
  const site = openTestApp(t, { trustedHops: 1 })
  const ask = (path: string, client: number) => site.request('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...from(client) },
    body: 'grant_type=refresh_token',
  })
  const statuses = await Promise.all(Array.from({ length: 605 }, async (_, index) =>
    (await ask(index % 2 === 0 ? '/oauth/token' : '/oauth/revoke', 1)).status))
  assert.equal(statuses.filter((status) => status === 401).length, 600)
  const refused = await ask('/oauth/token', 1)
  assert.equal(refused.status, 429)
  assert.equal(pick(refused.json(), 'error'), 'temporarily_unavailable')
  assert.equal(refused.headers['retry-after'], '60')
  assert.equal(refused.headers['ratelimit-policy'], '"oauth-token";q=600;w=60')
  assert.equal(refused.headers['access-control-allow-origin'], '*')
  assert.equal((await ask('/oauth/token', 2)).status, 401)
  site.clock.now += minuteMs
  assert.equal((await ask('/oauth/token', 1)).status, 401)
})
