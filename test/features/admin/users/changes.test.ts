// What an administrator can do to an account, and what nobody can.

import assert from 'node:assert/strict'
import test from 'node:test'
import { recentSignInMs } from '../../../../src/auth/sessions/session.ts'
import { minuteMs } from '../../../../src/basics/clock.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import {
  addAdmin, addKey, addPerson, addSession, password, read, run, trailOf,
} from '../people.ts'
import type { Program } from '../../../testClients.ts'

/** Changes a user at the version that is stored now. */
async function patch(program: Program, id: number, change: unknown) {
  const path = `/api/admin/users/${id}`
  const etag = String((await program.send('GET', path)).headers['etag'])
  return program.send('PATCH', path, change, { 'if-match': etag })
}

/** Counts what lets somebody in. */
async function accessOf(site: TestApp, user: number) {
  const [row] = await read(site, `
    select (select count(*) from sessions where user = ?1) as sessions,
      (select count(*) from token_families where user = ?1) as families,
      (select count(*) from one_time_tokens where user = ?1) as tickets,
      (select count(*) from api_keys where user = ?1) as keys`, user)
  return { ...row }
}

async function addAccess(site: TestApp, user: number): Promise<void> {
  const now = site.clock.now
  await run(site, `insert into token_families (user, scopes, agent, created_at, seen_at, expires_at)
    values (?, 'account', 'curl', ?, ?, ?)`, user, now, now, now + 1e9)
  await run(site, `insert into one_time_tokens (token_hash, purpose, user, expires_at)
    values (randomblob(32), 'reset-password', ?, ?)`, user, now + 1e9)
}

test('disabling ends all access, and refuses keys until it is undone', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const key = await addKey(site, bob.id, 'links:read')
  await addAccess(site, bob.id)
  assert.deepEqual(await accessOf(site, bob.id), { sessions: 1, families: 1, tickets: 1, keys: 1 })
  assert.equal((await key.send('GET', '/api/links')).status, 200)

  const disabled = await patch(program, bob.id, { disabled: true })
  assert.equal(disabled.status, 200)
  assert.equal(pick(disabled.json(), 'disabledAt'), new Date(site.clock.now).toISOString())
  assert.deepEqual(await accessOf(site, bob.id), { sessions: 0, families: 0, tickets: 0, keys: 1 })
  assert.equal((await key.send('GET', '/api/links')).status, 401)
  const own = await accessOf(site, admin.id)
  assert.deepEqual(own, { sessions: 1, families: 0, tickets: 0, keys: 1 })

  const enabled = await patch(program, bob.id, { disabled: false })
  assert.equal(pick(enabled.json(), 'disabledAt'), null)
  assert.equal((await key.send('GET', '/api/links')).status, 200)
  assert.deepEqual(await trailOf(site), [
    `${admin.id} user-disabled user ${bob.id}`, `${admin.id} user-enabled user ${bob.id}`,
  ])
})

test('a change of role takes effect at once, and ends sessions of the old role', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const early = await addKey(site, bob.id, 'admin account')
  const numbers = '/api/admin/numbers'
  assert.equal((await early.send('GET', numbers)).status, 403)
  assert.equal(pick((await patch(program, bob.id, { role: 'admin' })).json(), 'role'), 'admin')
  assert.equal((await early.send('GET', numbers)).status, 403, 'a scope never waits for a role')
  const key = await addKey(site, bob.id, 'links:read admin')
  assert.equal((await key.send('GET', numbers)).status, 200)
  assert.equal((await bob.browser.get('/admin')).status, 303, 'an old session')
  const anew = await addSession(site, bob.id)
  assert.equal((await anew.get('/admin')).status, 200)
  await patch(program, bob.id, { role: 'user' })
  assert.equal((await key.send('GET', numbers)).status, 403)
  assert.equal((await key.send('GET', '/api/links')).status, 200, 'its other scope stays')
  assert.equal((await anew.get('/admin')).status, 303)
  await patch(program, bob.id, { role: 'admin' })
  assert.equal((await key.send('GET', numbers)).status, 403, 'the scope is gone for good')
  const [up, down] = ['{"from":"user","to":"admin"}', '{"from":"admin","to":"user"}']
  assert.deepEqual(await trailOf(site),
    [up, down, up].map((change) => `${admin.id} role-changed user ${bob.id} ${change}`))
})

test('only a change of role is announced by email, and only once', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  for (const change of [
    { role: 'user' }, { role: 'admin' }, { role: 'admin' }, { disabled: true },
    { disabled: false, role: 'user' },
  ]) await patch(program, bob.id, change)
  const mails = await site.mails()
  assert.deepEqual(mails.map(({ to, subject }) => [to, subject]), [
    [bob.email, 'You are now an administrator'], [bob.email, 'You are no longer an administrator'],
  ])
  assert.match(mails[0]?.text ?? '', /\nhttp:\/\/localhost:3000\/forgot\n$/)
})

test('both at once are two events, and what changes nothing is none', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const same = await patch(program, bob.id, { role: 'user', disabled: false })
  assert.deepEqual([same.status, pick(same.json(), 'version')], [200, 1])
  assert.deepEqual(await accessOf(site, bob.id), { sessions: 1, families: 0, tickets: 0, keys: 0 })
  assert.equal((await patch(program, bob.id, {})).status, 200)
  await patch(program, bob.id, { role: 'admin', disabled: true })
  assert.deepEqual(await trailOf(site), [
    `${admin.id} role-changed user ${bob.id} {"from":"user","to":"admin"}`,
    `${admin.id} user-disabled user ${bob.id}`,
  ])
})

test('a change is refused, and leaves no trace', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const [own, other] = [`/api/admin/users/${admin.id}`, `/api/admin/users/${bob.id}`]
  const rows: [path: string, body: unknown, match: string | undefined, expected: unknown[]][] = [
    [own, { role: 'user' }, '"1"', [409, 'own-account']],
    [own, { disabled: true }, '"1"', [409, 'own-account']],
    [other, { disabled: true }, undefined, [428, 'precondition-required']],
    [other, { disabled: true }, '"2"', [412, 'precondition-failed']],
    [other, { disabled: true }, 'W/"1"', [412, 'precondition-failed']],
    [other, { disabled: 'yes' }, '"1"', [422, 'invalid']],
    [other, { role: 'owner' }, '"1"', [422, 'invalid']],
    [other, { password }, '"1"', [422, 'invalid']],
    [other, { passwordHash: 'x' }, '"1"', [422, 'invalid']],
    [other, { email: 'eve@example.org' }, '"1"', [422, 'invalid']],
    [other, { totpSecret: null }, '"1"', [422, 'invalid']],
    ['/api/admin/users/99', { disabled: true }, '"1"', [404, 'not-found']],
    ['/api/admin/users/bob', { disabled: true }, '"1"', [404, 'not-found']],
    ['/api/admin/users/1e0', { disabled: true }, '"1"', [404, 'not-found']],
  ]
  for (const [path, body, match, expected] of rows) {
    const headers = match === undefined ? {} : { 'if-match': match }
    const reply = await program.send('PATCH', path, body, headers)
    const name = `${path} ${JSON.stringify(body)} ${match}`
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], expected, name)
  }
  assert.deepEqual(await trailOf(site), [])
  const changed = await read(site, 'select id from users where version > 1 or disabled_at > 0')
  assert.deepEqual(changed, [])
})

test('an id that can’t be one is unknown like any other', async (t) => {
  const { program } = await addAdmin(openTestApp(t))
  for (const id of ['99', '0', 'bob', '1e0', '9'.repeat(20)]) {
    const { status, json } = await program.send('GET', `/api/admin/users/${id}`)
    assert.deepEqual([status, pick(json(), 'detail')], [404, 'There is no such user'], id)
  }
})

test('of twenty changes of one version one wins, and the trail has that one only', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  await addAccess(site, bob.id)
  const replies = await Promise.all(Array.from({ length: 20 }, () => program.send(
    'PATCH', `/api/admin/users/${bob.id}`, { disabled: true }, { 'if-match': '"1"' },
  )))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, ...Array(19).fill(412)])
  assert.deepEqual(await trailOf(site), [`${admin.id} user-disabled user ${bob.id}`])
})

test('a change that comes too late does not sign anybody out', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  await run(site, 'update users set disabled_at = 1 where id = ?', bob.id)
  // Both are read at the same version; the first to be stored ends no session.
  const replies = await Promise.all([{ disabled: false }, { role: 'admin' }].map((change) =>
    program.send('PATCH', `/api/admin/users/${bob.id}`, change, { 'if-match': '"1"' })))
  assert.deepEqual(replies.map(({ status }) => status), [200, 412])
  assert.equal(pick(replies[1]?.json(), 'code'), 'stale')
  assert.equal((await accessOf(site, bob.id))['sessions'], 1)
  assert.deepEqual(await trailOf(site), [`${admin.id} user-enabled user ${bob.id}`])
})

test('two administrators who demote each other at once leave one', async (t) => {
  const site = openTestApp(t)
  const ada = await addAdmin(site)
  const eve = await addAdmin(site, 'eve@example.org')
  const demote = (program: Program, id: number) => program.send(
    'PATCH', `/api/admin/users/${id}`, { role: 'user' }, { 'if-match': '"1"' })
  const replies = await Promise.all([
    demote(ada.program, eve.admin.id), demote(eve.program, ada.admin.id),
  ])
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409])
  const refused = replies.find(({ status }) => status === 409)
  assert.equal(pick(refused?.json(), 'code'), 'last-admin')
  assert.equal((await read(site, "select id from users where role = 'admin'")).length, 1)
  assert.equal((await trailOf(site)).length, 1)
})

test('sessions are ended everywhere, except for the one that asks', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const second = await addSession(site, bob.id)
  await addAccess(site, bob.id)
  const path = `/api/admin/users/${bob.id}`
  const shown = (await program.send('GET', path)).json()
  assert.deepEqual(pickList(shown, 'sessions').map((each) => pick(each, 'agent')),
    ['Firefox on Linux', 'Firefox on Linux'])
  assert.deepEqual(pickList(shown, 'programs').map((each) => pick(each, 'agent')), ['curl'])
  assert.equal((await program.send('DELETE', `${path}/sessions`)).status, 204)
  assert.deepEqual(await accessOf(site, bob.id), { sessions: 0, families: 0, tickets: 1, keys: 0 })
  for (const browser of [bob.browser, second]) {
    assert.equal((await browser.get('/admin')).status, 303)
  }
  await addSession(site, admin.id)
  const own = await admin.browser.send('DELETE', `/api/admin/users/${admin.id}/sessions`, undefined)
  assert.equal(own.status, 204)
  assert.equal((await accessOf(site, admin.id))['sessions'], 1)
  assert.equal((await admin.browser.get('/admin')).status, 200)
  assert.deepEqual(await trailOf(site), [
    `${admin.id} sessions-ended user ${bob.id}`, `${admin.id} sessions-ended user ${admin.id}`,
  ])
})

test('a session whose password was given long ago changes no role; a key may', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const path = `/api/admin/users/${bob.id}`
  const headers = { 'if-match': '"1"', 'content-type': 'application/json' }
  const ask = () => site.request('PATCH', path, {
    headers: {
      ...headers, 'cookie': `session=${admin.browser.cookies.get('session')}`,
      'sec-fetch-site': 'same-origin',
    },
    body: '{"role":"admin"}',
  })
  site.clock.now += recentSignInMs
  const refused = await ask()
  assert.deepEqual([refused.status, pick(refused.json(), 'code')], [403, 'needs-password'])
  site.clock.now -= 1
  assert.equal((await ask()).status, 200)
  site.clock.now += 60 * minuteMs
  assert.equal((await patch(program, bob.id, { role: 'user' })).status, 200)
})

test('a user is shown without a secret', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const reply = await program.send('GET', `/api/admin/users/${admin.id}`)
  assert.deepEqual(Object.keys(Object(reply.json())).sort(), [
    'createdAt', 'disabledAt', 'email', 'hasPassword', 'hasSecondFactor', 'id', 'links', 'name',
    'programs', 'role', 'sessions', 'updatedAt', 'version',
  ])
  assert.deepEqual(pickEach(reply.json(), ['email', 'role', 'links', 'hasPassword']),
    ['ada@example.org', 'admin', 0, true])
  assert.doesNotMatch(reply.text, /scrypt|gw_|gws_/)
  assert.equal(reply.headers['cache-control'], 'no-store, no-transform', 'the tag stays strong')
})
