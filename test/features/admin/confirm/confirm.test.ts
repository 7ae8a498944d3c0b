// The pages of dangerous acts, and the password that comes before them.

import assert from 'node:assert/strict'
import test from 'node:test'
import { recentSignInMs } from '../../../../src/auth/sessions/session.ts'
import { openTestApp } from '../../../testApp.ts'
import { addAdmin, addPerson, addSession, password, read, run, trailOf } from '../people.ts'

test('an act has a page of its own, and the page of the user says that it is done', async (t) => {
  const site = openTestApp(t)
  const { admin: { id, browser } } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org', { name: 'Bob' })
  const base = `/admin/users/${bob.id}`
  const rows: [act: string, offers: string, done: RegExp, event: string][] = [
    ['promote', 'demote', /is an administrator now/, 'role-changed'],
    ['demote', 'promote', /no longer an administrator/, 'role-changed'],
    ['disable', 'enable', /account is disabled/, 'user-disabled'],
    ['enable', 'disable', /account is enabled/, 'user-enabled'],
  ]
  for (const [act, offers, done, event] of rows) {
    const shown = await browser.get(base)
    assert.match(shown.text, new RegExp(`href="${base}/${act}"`))
    assert.match((await browser.get(`${base}/${act}`)).text, /bob@example\.org<\/strong>, Bob/)
    const reply = await browser.submit(`${base}/${act}`)
    assert.equal(reply.status, 303, act)
    const after = await browser.get(String(reply.headers['location']))
    assert.match(after.text, done)
    assert.match(after.text, new RegExp(`href="${base}/${offers}"`))
    assert.match((await trailOf(site)).at(-1) ?? '', new RegExp(`^${id} ${event} user ${bob.id}`))
  }
})

test('sessions are ended on the page of their user', async (t) => {
  const site = openTestApp(t)
  const { admin: { id, browser } } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const shown = await browser.get(`/admin/users/${bob.id}`)
  assert.match(shown.text, /Firefox on Linux/)
  const reply = await browser.submit(`/admin/users/${bob.id}/sessions`)
  const after = await browser.get(String(reply.headers['location']))
  assert.match(after.text, /All sessions were ended/)
  assert.match(after.text, /There are none\./)
  assert.equal((await bob.browser.get('/admin')).status, 303)
  await addSession(site, id)
  assert.match((await browser.get(`/admin/users/${id}`)).text, /End all but this session/)
  await browser.submit(`/admin/users/${id}/sessions`)
  const left = await read(site, 'select id from sessions where user = ?', id)
  assert.equal(left.length, 1)
  assert.equal((await browser.get('/admin')).status, 200)
})

test('an act that is refused comes back with the reason', async (t) => {
  const site = openTestApp(t)
  const { admin: { id, browser } } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  await browser.get(`/admin/users/${bob.id}/disable`)
  await run(site, 'update users set version = 2 where id = ?', bob.id)
  const stale = await browser.submit(`/admin/users/${bob.id}/disable`)
  assert.equal(stale.status, 412)
  assert.match(stale.text, /role="alert">This account was changed in the meantime/)
  assert.equal((await browser.submit(`/admin/users/${bob.id}/disable`)).status, 303, 'looked again')
  assert.doesNotMatch((await browser.get(`/admin/users/${id}`)).text, /\/demote/)
  await browser.get(`/admin/users/${id}/demote`)
  const own = await browser.submit(`/admin/users/${id}/demote`)
  assert.equal(own.status, 409)
  assert.match(own.text, /role="alert">Your own account can only be changed by another/)
  assert.equal((await browser.get(`/admin/users/${bob.id}/erase`)).status, 404)
  assert.equal((await browser.get(`/admin/users/${bob.id}/constructor`)).status, 404)
  assert.equal((await browser.get('/admin/users/99/disable')).status, 404)
  assert.equal((await read(site, 'select id from audit_events')).length, 1)
})

test('after ten minutes the password comes first, and then the act goes on', async (t) => {
  const site = openTestApp(t)
  const { admin: { id, browser } } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const act = `/admin/users/${bob.id}/disable`
  const confirm = `/admin/confirm?${new URLSearchParams({ next: act })}`
  await browser.get(act)
  site.clock.now += recentSignInMs
  const late = await browser.submit(act)
  assert.deepEqual([late.status, late.headers['location']], [303, confirm])
  assert.equal((await browser.get(act)).headers['location'], confirm)

  await browser.get(confirm)
  const wrong = await browser.submit('/admin/confirm', { password: 'wrong' })
  assert.equal(wrong.status, 401)
  assert.match(wrong.text, /role="alert">This is not your password\./)
  assert.match(wrong.text, /aria-invalid="true"/)
  assert.doesNotMatch(wrong.text, /value="wrong"/)
  const before = browser.cookies.get('session')
  const right = await browser.submit('/admin/confirm', { password })
  assert.deepEqual([right.status, right.headers['location']], [303, act])
  assert.notEqual(browser.cookies.get('session'), before, 'the session has a new token')
  assert.equal(right.headers['cache-control'], 'no-store')

  assert.equal((await browser.get(act)).status, 200)
  assert.equal((await browser.submit(act)).status, 303)
  assert.deepEqual(await trailOf(site), [
    `${id} password-not-confirmed user ${id}`, `${id} password-confirmed user ${id}`,
    `${id} user-disabled user ${bob.id}`,
  ])
  browser.cookies.set('session', before ?? '')
  assert.equal((await browser.get('/admin')).status, 303, 'the old token is out')
})

test('guesses at the password of an open session are slowed down', async (t) => {
  const site = openTestApp(t)
  const { admin: { browser } } = await addAdmin(site)
  await browser.get('/admin/confirm')
  const statuses: number[] = []
  for (let guess = 0; guess < 8; guess += 1) {
    statuses.push((await browser.submit('/admin/confirm', { password: `guess ${guess}` })).status)
  }
  assert.equal(statuses[0], 401)
  assert.equal(statuses.at(-1), 429)
  const right = await browser.submit('/admin/confirm', { password })
  assert.equal(right.status, 429)
  assert.match(String(right.headers['retry-after']), /^\d+$/)
  assert.match(right.text, /role="alert">Too many attempts/)
})

test('after confirming, a browser goes on in the administration and nowhere else', async (t) => {
  const site = openTestApp(t)
  const { admin: { browser } } = await addAdmin(site)
  const rows: [next: string, goesTo: string][] = [
    ['/admin/users/2/disable', '/admin/users/2/disable'],
    ['/admin/users?search=a', '/admin/users?search=a'],
    ['https://evil.example/', '/admin'], ['//evil.example/admin/', '/admin'],
    ['/\\evil.example', '/admin'], ['/logout', '/admin'], ['/administer', '/admin'], ['', '/admin'],
  ]
  for (const [next, goesTo] of rows) {
    await browser.get(`/admin/confirm?${new URLSearchParams({ next })}`)
    const reply = await browser.submit('/admin/confirm', { password })
    assert.equal(reply.headers['location'], goesTo, next)
  }
})
