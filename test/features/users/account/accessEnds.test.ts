// What a new password ends, as its pages say: what somebody else may have opened is closed.

import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../../src/database/sql.ts'
import { isFile } from '../../../openDatabase.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, type Browser } from '../../../testClients.ts'
import {
  addUser, email, openSignedIn, openWithKey, otherPassword, password, readAudit, startFamily,
  tokenInMail,
} from '../accounts.ts'

/** Gives a user every kind of access that there is. */
async function openEverything(site: TestApp, user: number): Promise<void> {
  await openSignedIn(site, user)
  await startFamily(site, user)
  await openWithKey(site, user, ['links:read'])
  await openWithKey(site, user, ['account'])
  await site.database.batch([
    sql`insert into oauth_clients (id, owner, name, redirect_uris, created_at)
      values (${`gwc_${user}_application`}, ${user}, 'App', 'https://app.example/', 1)`,
    sql`insert into oauth_consents (user, client, scopes, created_at)
      values (${user}, ${`gwc_${user}_application`}, 'openid', 1)`,
    sql`insert into oauth_codes (code_hash, client, user, session, redirect_uri, challenge, scopes,
        authenticated_at, expires_at)
      select randomblob(32), ${`gwc_${user}_application`}, ${user}, max(id),
        'https://app.example/', ${'x'.repeat(43)}, 'openid', 1, 9e12 from sessions`,
    sql`insert into provider_accounts (issuer, subject, user, email, created_at)
      values ('https://accounts.example', ${`s${user}`}, ${user}, '', 1)`,
  ])
}

async function accessOf({ database }: TestApp, user: number): Promise<Record<string, number>> {
  const count = (table: string) => sql`(select count(*) from ${{ text: table, values: [] }}
    where user = ${user})`
  const row = await database.one(sql<Record<string, number>>`
    select ${count('sessions')} as sessions, ${count('token_families')} as programs,
      ${count('api_keys')} as keys, ${count('oauth_consents')} as consents,
      ${count('oauth_codes')} as codes, ${count('provider_accounts')} as providers`)
  return { ...row }
}

const all = { sessions: 1, programs: 1, keys: 2, consents: 1, codes: 1, providers: 1 }

type Row = {
  name: string
  act(site: TestApp, browser: Browser): Promise<{ status: number; text: string }>
  left: Record<string, number>
}

const changePath = '/api/users/me/password'
const passwords = { currentPassword: password, newPassword: otherPassword }
const change = { ...all, sessions: 1, programs: 0, consents: 0, codes: 0 }

const rows: Row[] = [
  {
    name: 'a changed password ends all but keys and other ways to sign in',
    act: (_site, browser) => browser.send('PUT', changePath, passwords),
    left: change,
  },
  {
    name: 'with revokeKeys, keys end too',
    act: (_site, browser) => browser.send('PUT', changePath, { ...passwords, revokeKeys: true }),
    left: { ...change, keys: 0 },
  },
  {
    name: 'the page does the same without a tick',
    async act(_site, browser) {
      await browser.get('/account/password')
      return browser.submit('/account/password', passwords)
    },
    left: change,
  },
  {
    name: 'and with it',
    async act(_site, browser) {
      await browser.get('/account/password')
      return browser.submit('/account/password', { ...passwords, revokeKeys: 'yes' })
    },
    left: { ...change, keys: 0 },
  },
  {
    name: 'a wrong password ends nothing',
    act: (_site, browser) => browser.send(
      'PUT', changePath, { ...passwords, currentPassword: 'x', revokeKeys: true }),
    left: { ...all, sessions: 2 },
  },
  {
    name: 'a reset ends everything',
    act: (site) => reset(site),
    left: { sessions: 0, programs: 0, keys: 0, consents: 0, codes: 0, providers: 0 },
  },
  {
    name: 'a first password keeps the provider, which was the only way in',
    async act(site) {
      await site.database.run(sql`update users set password_hash = null where id = 2`)
      return reset(site)
    },
    left: { sessions: 0, programs: 0, keys: 0, consents: 0, codes: 0, providers: 1 },
  },
]

async function reset(site: TestApp) {
  const browser = openBrowser(site)
  await browser.post('/forgot', { email })
  const token = await tokenInMail(site)
  return browser.post('/reset', { token, password: otherPassword })
}

for (const { name, act, left } of rows) {
  test(`a new password: ${name}`, async (t) => {
    const site = openTestApp(t)
    const other = await addUser(site, { email: 'eve@example.org' })
    const user = await addUser(site)
    await openEverything(site, other)
    await openEverything(site, user)
    const browser = await openSignedIn(site, user)
    await act(site, browser)
    assert.deepEqual(await accessOf(site, user), left)
    assert.deepEqual(await accessOf(site, other), all, 'of somebody else, nothing ends')
  })
}

// Hashing takes a while: both have shown the old password before either stored a new one.
test('of two password changes at the same time, one counts', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browsers = await Promise.all([1, 2, 3].map(() => openSignedIn(site, user)))
  const replies = await Promise.all(browsers.map((browser, index) => browser.send(
    'PUT', changePath, { currentPassword: password, newPassword: `${otherPassword} ${index}` })))
  const [changed, ...refused] = replies.map(({ status }) => status).sort()
  assert.equal(changed, 204)
  // In a file, the sessions have ended by then. Over a network, one may be read before that, and
  // then its password is wrong.
  const refusals = isFile ? [401] : [401, 403]
  for (const status of refused) assert.ok(refusals.includes(status), `${status}`)
  const changes = (await readAudit(site)).filter(({ action }) => action === 'password-changed')
  assert.equal(changes.length, 1)
  const { sessions } = await accessOf(site, user)
  assert.equal(sessions, 1, 'the session of the one that counted goes on')
})

test('pages and mails say what ends, and the checkbox is there for a user with keys', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  assert.doesNotMatch((await browser.get('/account/password')).text, /name="revokeKeys"/)
  await openWithKey(site, user, ['account'])
  const { text } = await browser.get('/account/password')
  assert.match(text, /name="revokeKeys"\s+value="yes" > Revoke my API keys too\s+\(1 key\)/)
  const wrong = await browser.submit('/account/password', {
    currentPassword: 'x', newPassword: otherPassword, revokeKeys: 'yes',
  })
  assert.match(wrong.text, /name="revokeKeys"\s+value="yes" checked>/, 'the tick stays')
  await browser.submit('/account/password', { ...passwords, revokeKeys: 'yes' })
  assert.match((await site.mails()).at(-1)?.text ?? '', /and your API keys were revoked/)
  assert.deepEqual({ ...(await readAudit(site)).at(-1) },
    { action: 'password-changed', actor: user, target: `user ${user}`,
      details: '{"keysRevoked":true}' })
})
