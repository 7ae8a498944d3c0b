import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sql } from '../../../../src/database/sql.ts'
import { fieldsOf, pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import {
  addUser, email, openSignedIn, openWithKey, password, startFamily,
} from '../accounts.ts'

const path = '/api/users/me/export'
const target = 'https://example.com/'

test('a user gets all that is stored of them, and nothing of anybody else', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  await browser.send('POST', '/api/links', { target, slug: 'mine', password: 'open sesame' })
  await browser.send('POST', '/api/links', { target, slug: 'counted', note: 'a note' })
  await browser.send('POST', '/api/links', { target, slug: 'gone' })
  await browser.send('DELETE', '/api/links/gone', undefined)
  await site.request('GET', '/counted', { headers: { 'user-agent': 'Mozilla/5.0 Firefox/130.0' } })
  await browser.send('POST', '/api/keys', { name: 'Backup', scopes: ['account'] })
  await startFamily(site, user)
  const eve = await openSignedIn(site, await addUser(site, { email: 'eve@example.org' }))
  await eve.send('POST', '/api/links', { target, slug: 'other' })
  await eve.send('POST', '/api/keys', { name: 'Hers', scopes: ['account'] })
  await site.database.run(sql`
    insert into audit_events (at, request_id, actor, action, target)
    values (${startTime}, 'r', 2, 'user-disabled', ${`user ${user}`})`)

  const reply = await browser.get(path)
  assert.equal(reply.status, 200)
  assert.equal(reply.headers['content-type'], 'application/json')
  assert.equal(reply.headers['content-disposition'], 'attachment; filename="groundwork.json"')
  assert.equal(reply.headers['cache-control'], 'no-store')
  const data = reply.json()
  assert.deepEqual(Object.keys(fieldsOf(data)), [
    'exportedAt', 'account', 'sessions', 'tokens', 'keys', 'applications', 'consents', 'providers',
    'links', 'formerSlugs', 'imports', 'events',
  ])
  const time = new Date(startTime).toISOString()
  assert.deepEqual(pickEach(pick(data, 'account'), ['email', 'createdAt']), [email, time])
  assert.deepEqual(pick(data, 'sessions'),
    [{ id: 1, agent: 'Firefox on Linux', createdAt: time, seenAt: time }])
  assert.deepEqual(pick(data, 'tokens'), [{ id: 1, agent: 'curl', createdAt: time, seenAt: time }])
  assert.deepEqual(pickEach(pick(data, 'keys', 0), ['name', 'createdAt']), ['Backup', time])
  const [mine, counted] = pickList(data, 'links')
  assert.deepEqual(pickEach(mine, ['slug', 'hasPassword']), ['mine', true])
  assert.deepEqual(pickEach(counted, ['slug', 'note', 'clicks', 'visitors']),
    ['counted', 'a note', 1, 1])
  assert.deepEqual(pick(data, 'formerSlugs'), ['gone'])
  assert.deepEqual(pickList(data, 'events').map((event) => pickEach(event, ['action', 'byYou'])),
    [['key-made', true], ['user-disabled', false]])
  for (const foreign of ['other', 'Hers', 'eve@example.org', 'scrypt', 'hash', 'open sesame']) {
    assert.ok(!reply.text.toLowerCase().includes(foreign.toLowerCase()), foreign)
  }
})

test('each export is compressed for a client that accepts gzip, and for no other', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  for (const [accepts, coding] of [['gzip', 'gzip'], ['gzip', 'gzip'], ['', undefined]] as const) {
    const { headers, body } = await site.app.request('GET', path, {
      headers: { cookie: `session=${browser.cookies.get('session')}`, 'accept-encoding': accepts },
    })
    assert.equal(headers['content-encoding'], coding)
    assert.ok(body instanceof Readable)
    const bytes = await buffer(body)
    assert.match(String(coding === undefined ? bytes : gunzipSync(bytes)), /^\{"exportedAt":/)
  }
})

test('applications, consents and other providers are a part of it', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const eve = await addUser(site, { email: 'eve@example.org' })
  for (const [owner, name] of [[user, 'mine'], [eve, 'hers']] as const) {
    await site.database.batch([
      sql`insert into oauth_clients (id, owner, name, secret_hash, redirect_uris, created_at)
        values (${`client-${name}`}, ${owner}, ${name}, randomblob(32), 'https://a.example/', 0)`,
      sql`insert into oauth_consents (user, client, scopes, created_at)
        values (${owner}, 'client-mine', 'openid', 0)`,
      sql`insert into provider_accounts (issuer, subject, user, email, created_at)
        values ('https://p.example', ${name}, ${owner}, ${`${name}@p.example`}, 0)`,
    ])
  }
  const data = (await (await openSignedIn(site, user)).get(path)).json()
  const createdAt = new Date(0).toISOString()
  assert.deepEqual(pickEach(data, ['applications', 'consents', 'providers']), [
    [{ id: 'client-mine', name: 'mine', redirectUris: 'https://a.example/', createdAt }],
    [{ application: 'mine', scopes: 'openid', createdAt }],
    [{ issuer: 'https://p.example', subject: 'mine', email: 'mine@p.example', createdAt }],
  ])
})

test('the parts have what the tables have', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const program = await openWithKey(site, user, ['account', 'links:read'])
  await program.send('PATCH', '/api/users/me', { name: 'Ada' })
  const empty = (await program.send('GET', path)).json()
  const parts = ['sessions', 'applications', 'links', 'formerSlugs']
  assert.deepEqual(pickEach(empty, parts), [[], [], [], []])
  assert.equal(pick(empty, 'account', 'name'), 'Ada')
  assert.equal(pick(empty, 'account', 'recoveryCodes'), 0)
  assert.ok(!JSON.stringify(empty).includes(password))
})

test('a list of many pages has each row once, in order', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const numbers = sql`with recursive numbers (n) as (
    select 100 union all select n + 1 from numbers where n < 600)`
  const owner = sql`(select id from owners where user = ${user})`
  await site.database.batch([
    sql`${numbers} insert into links (slug, owner, target, created_at, updated_at)
      select 'kept-' || n, ${owner}, ${target}, 0, 0 from numbers`,
    sql`${numbers} insert into retired_slugs (slug, owner)
      select 'gone-' || n, ${owner} from numbers`,
    sql`${numbers} insert into audit_events (at, request_id, actor, action, target)
      select 0, 'r', iif(n % 2 = 0, ${user}, null), n, ${`user ${user}`} from numbers`,
  ])
  const data = (await browser.get(path)).json()
  const all = Array.from({ length: 501 }, (_, index) => String(index + 100))
  const slugs = pickList(data, 'links').map((link) => pick(link, 'slug'))
  assert.deepEqual(slugs, all.map((number) => `kept-${number}`))
  assert.deepEqual(pickList(data, 'formerSlugs'), all.map((number) => `gone-${number}`))
  const actions = pickList(data, 'events').map((event) => pick(event, 'action'))
  assert.deepEqual(actions, all)
})

test('the headers of a compressed response do not appear in the next one', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const codings: [accepted: string, expected: string | undefined][] =
    [['gzip', 'gzip'], ['identity', undefined], ['gzip', 'gzip']]
  for (const [accepted, expected] of codings) {
    const reply = await browser.get(path, { 'accept-encoding': accepted })
    assert.equal(reply.headers['content-encoding'], expected, accepted)
  }
})
