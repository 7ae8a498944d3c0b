import assert from 'node:assert/strict'
import test from 'node:test'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser } from '../../../testClients.ts'
import { addUser, openSignedIn, password, tokenInMail } from '../accounts.ts'

test('a new address counts when its owner has pressed the button', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await browser.get('/account/email')
  const asked = await browser.submit('/account/email', { email: 'new@example.org', password })
  assert.deepEqual([asked.status, asked.headers['location']], [303, '/account/email/sent'])
  const path = `/account/email?token=${await tokenInMail(site)}`
  for (const method of ['GET', 'HEAD', 'GET']) {
    const { status, headers } =
      await site.request(method, path, { headers: { accept: 'text/html' } })
    assert.deepEqual([status, headers['referrer-policy'], headers['cache-control']],
      [200, 'same-origin', 'no-store'])
  }
  assert.match((await browser.get('/account')).text, /<dd>ada@example\.org<\/dd>/)
  const stranger = openBrowser(site)
  await stranger.get(path)
  const done = await stranger.submit('/account/email/confirm')
  assert.deepEqual([done.status, done.headers['location']], [303, '/login?done=address'])
  assert.match((await browser.get('/account')).text, /<dd>new@example\.org<\/dd>/)
  assert.equal((await stranger.submit('/account/email/confirm')).status, 410)
  assert.equal((await stranger.get(path)).status, 410)
  assert.equal((await stranger.get('/account/email?token=')).status, 410)
})

test("the address of somebody else gets no mail, and the response doesn't tell", async (t) => {
  const site = openTestApp(t)
  await addUser(site, { email: 'bob@example.org' })
  const browser = await openSignedIn(site, await addUser(site))
  const replies = []
  for (const address of ['bob@example.org', 'free@example.org']) {
    await browser.get('/account/email')
    const { status, headers, text } =
      await browser.submit('/account/email', { email: address, password })
    replies.push({ status, text, headers: { ...headers, 'x-request-id': '' } })
  }
  assert.deepEqual(replies[0], replies[1])
  assert.deepEqual((await site.mails()).map(({ to }) => to), ['free@example.org'])
})
