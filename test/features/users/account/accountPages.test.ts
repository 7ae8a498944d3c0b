import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser, readForm } from '../../../testClients.ts'
import {
  addUser, email, openSignedIn, otherPassword, password, readAudit, startFamily,
} from '../accounts.ts'

const pages = [
  '/account', '/account/name', '/account/email', '/account/email/sent', '/account/password',
  '/account/second-factor', '/account/sessions', '/account/keys', '/account/delete', '/logout',
]

test('each page has a title, one headline, and is for no cache', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const titles = new Set<string>()
  for (const path of pages) {
    const { status, headers, text } = await browser.get(path)
    assert.deepEqual([status, headers['cache-control']], [200, 'no-store'], path)
    const title = /<title>([^<]+) · Groundwork<\/title>/.exec(text)?.[1] ?? ''
    assert.deepEqual([...text.matchAll(/<h1>([^<]+)<\/h1>/g)].map(([, words]) => words), [title])
    assert.match(text, /<a\s+href="\/account">Account<\/a>/)
    assert.doesNotMatch(text, /<script(?! type="module" src="\/assets\/)| style=| on[a-z]+=/)
    titles.add(title)
  }
  assert.equal(titles.size, pages.length)
})

test('a page has the same content security policy after an API call', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const policy = async () => (await browser.get('/account')).headers['content-security-policy']
  const before = await policy()
  assert.equal((await browser.send('DELETE', '/api/sessions', undefined)).status, 204)
  assert.equal(await policy(), before)
})

test('a stranger is sent to sign in first, and comes back', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  for (const path of [...pages, '/account/second-factor/code']) {
    const { status, headers } = await openBrowser(site).get(path)
    const next = new URLSearchParams({ next: path })
    assert.deepEqual([status, headers['location']], [303, `/login?${next}`])
  }
})

test('a key or Basic opens no page', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const authorization = `Basic ${btoa(`${email}:${password}`)}`
  const { status } = await site.request('GET', '/account', { headers: { authorization } })
  assert.equal(status, 303)
})

test('the overview tells what there is', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  await openSignedIn(site, user)
  await startFamily(site, user)
  await browser.get('/account/name')
  await browser.submit('/account/name', { name: ' <b>Ada</b> ' })
  const { text } = await browser.get('/account?done=name')
  assert.match(text, /role="status">Your name is saved\./)
  assert.match(text, /<dd>&lt;b&gt;Ada&lt;\/b&gt;<\/dd>/)
  assert.match(text, /<dd>ada@example\.org<\/dd>/)
  assert.match(text, /<dd>2 browsers and 1 program<\/dd>/)
  assert.match(text, /<a href="\/api\/users\/me\/export" download>Export/)
  assert.equal((await browser.get('/account?done=x')).text.includes('role="status"'), false)
  const { text: again } = await browser.get('/account/name')
  assert.equal(readForm(again, '/account/name')['name'], '<b>Ada</b>')
  const refused = await browser.submit('/account/name', { name: 'x'.repeat(101) })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /id="name-error" role="alert">Use at most 100 characters\./)
})

test('a new password keeps this browser in and puts the others out', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const elsewhere = await openSignedIn(site, user)
  const before = browser.cookies.get('session')
  await browser.get('/account/password')
  const fields = { currentPassword: password, newPassword: otherPassword }
  const { status, headers } = await browser.submit('/account/password', fields)
  assert.deepEqual([status, headers['location']], [303, '/account?done=password'])
  assert.notEqual(browser.cookies.get('session'), before)
  assert.match(
    (await browser.get('/account?done=password')).text,
    /role="status">Your password is changed/,
  )
  assert.equal((await elsewhere.get('/account')).status, 303)
})

test('what the password must protect is refused without it', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const rows: [page: string, action: string, fields: Record<string, string>, field: string][] = [
    ['/account/email', '/account/email', { email: 'new@example.org', password: 'x' }, 'password'],
    ['/account/password', '/account/password',
      { currentPassword: 'x', newPassword: otherPassword }, 'currentPassword'],
    ['/account/second-factor', '/account/second-factor', { password: 'x' }, 'password'],
    ['/account/delete', '/account/delete', { password: 'x', sure: 'yes' }, 'password'],
  ]
  for (const [page, action, fields, field] of rows) {
    await browser.get(page)
    const { status, text } = await browser.submit(action, fields)
    assert.equal(status, 401, action)
    assert.match(text, new RegExp(`id="${field}-error" role="alert">This is not your password\\.`))
    assert.match(text, new RegExp(`<input id="${field}"[^>]*aria-invalid="true"`))
  }
  assert.equal((await site.mails()).length, 0)
  assert.equal((await browser.get('/account')).status, 200)
})

test('an account is deleted with its password and a ticked box only', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await browser.get('/')
  await browser.submit('/links', { target: 'https://example.com/', slug: 'mine' })
  await browser.get('/account/delete')
  const unsure = await browser.submit('/account/delete', { password })
  assert.equal(unsure.status, 422)
  assert.match(unsure.text, /id="sure-error" role="alert">Tick this box first\./)
  const gone = await browser.submit('/account/delete', { password, sure: 'yes' })
  assert.deepEqual([gone.status, gone.headers['location']], [303, '/login?done=deleted'])
  assert.equal(gone.headers['clear-site-data'], '"cache", "storage"')
  assert.equal(browser.cookies.get('session'), undefined)
  assert.equal((await browser.get('/mine')).status, 404, 'the links go too')
  assert.equal((await site.database.all(sql`select id from users`)).length, 0)
  assert.equal((await readAudit(site)).at(-1)?.action, 'account-deleted')
})

test('the only administrator reads why they cannot leave', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site, { role: 'admin' }))
  await browser.get('/account/delete')
  const { status, text } = await browser.submit('/account/delete', { password, sure: 'yes' })
  assert.equal(status, 409)
  assert.match(
    text,
    /class="error" role="alert">This is the only administrator: promote another user first\./,
  )
})

test('a user who signs in with another site is led to choose a password first', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  await site.database.run(sql`update users set password_hash = null where id = ${user}`)
  const browser = await openSignedIn(site, user)
  assert.match((await browser.get('/account')).text, /<dd>None yet<\/dd>/)
  await site.database.run(sql`update users set role = 'admin' where id = ${user}`)
  for (const path of ['/account/password', '/account/second-factor', '/account/delete',
    '/account/email', '/admin/confirm?next=/admin/users']) {
    const { text } = await browser.get(path)
    assert.match(text, /<a class="button primary" href="\/forgot">Set a password<\/a>/, path)
    assert.doesNotMatch(text, /type="password"/)
  }
})
