import assert from 'node:assert/strict'
import test from 'node:test'
import { minuteMs } from '../../../../src/basics/clock.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser, unescapeHtml } from '../../../testClients.ts'
import { addUser, email, openSignedIn, otherPassword, password, tokenInMail } from '../accounts.ts'

test('somebody who forgot the password chooses a new one and signs in', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const elsewhere = await openSignedIn(site, user)
  const browser = openBrowser(site)
  await browser.get('/forgot')
  const sent = await browser.submit('/forgot', { email: ` ${email.toUpperCase()} ` })
  assert.deepEqual([sent.status, sent.headers['location']], [303, '/forgot/sent'])
  assert.match((await browser.get('/forgot/sent')).text, /If the address has an account/)
  await browser.get(`/reset?token=${await tokenInMail(site)}`)
  const reset = await browser.submit('/reset', { password: otherPassword })
  assert.deepEqual([reset.status, reset.headers['location']], [303, '/login?done=reset'])
  assert.match(String(reset.headers['set-cookie']), /^device=/, 'a mail alone signs nobody in')
  assert.match(
    (await browser.get('/login?done=reset')).text,
    /role="status">Your new password is set/,
  )
  assert.equal((await browser.submit('/login', { email, password })).status, 401)
  assert.equal((await browser.submit('/login', { email, password: otherPassword })).status, 303)
  assert.equal((await elsewhere.get('/account')).status, 303, 'other browsers are signed out')
})

test('the response is the same whether or not the address is known', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  await addUser(site, { email: 'off@example.org', isDisabled: true })
  const replies = []
  for (const address of [email, 'no@example.org', 'off@example.org']) {
    const { status, headers, text } = await openBrowser(site).post('/forgot', { email: address })
    replies.push({ status, text, headers: { ...headers, 'x-request-id': '' } })
  }
  for (const reply of replies) assert.deepEqual(reply, replies[0])
  assert.deepEqual((await site.mails()).map(({ to }) => to), [email])
})

test('looking uses nothing up, and neither does a password that is refused', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  await browser.post('/forgot', { email })
  const path = `/reset?token=${await tokenInMail(site)}`
  for (const method of ['GET', 'HEAD', 'GET']) {
    const { status, headers } =
      await site.request(method, path, { headers: { accept: 'text/html' } })
    assert.deepEqual([status, headers['referrer-policy'], headers['cache-control']],
      [200, 'same-origin', 'no-store'])
  }
  await browser.get(path)
  for (const weak of ['short', 'password1', email]) {
    const { status, headers, text } = await browser.submit('/reset', { password: weak })
    assert.deepEqual([status, headers['referrer-policy']], [422, 'same-origin'])
    const error = /id="password-error" role="alert">([^<]+)/.exec(text)?.[1] ?? ''
    assert.notEqual(unescapeHtml(error), '')
    assert.ok(!text.includes(`value="${weak}"`) || weak === email)
  }
  assert.equal((await browser.submit('/reset', { password: otherPassword })).status, 303)
})

test('a reset that was used, is too old, or is none leads back to the beginning', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  await browser.post('/forgot', { email })
  const used = await tokenInMail(site)
  await browser.post('/reset', { token: used, password: otherPassword })
  await browser.post('/forgot', { email })
  await site.mails()
  const late = await tokenInMail(site)
  assert.notEqual(late, used)
  site.clock.now += 30 * minuteMs
  for (const query of ['', '?token=', `?token=${used}`, `?token=${late}`]) {
    const { status, text, headers } = await browser.get(`/reset${query}`)
    assert.deepEqual([status, headers['referrer-policy']], [410, 'same-origin'], query)
    assert.match(text, /href="\/forgot"/)
  }
  for (const token of [used, late]) {
    assert.equal((await browser.post('/reset', { token, password })).status, 410)
  }
  assert.equal((await browser.post('/login', { email, password: otherPassword })).status, 303)
})

test('a bad email address is refused beside its field, and so are too many mails', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  const { status, text } = await browser.post('/forgot', { email: 'no address' })
  assert.equal(status, 422)
  assert.match(text, /value="no address"/)
  assert.match(text, /id="email-error" role="alert">Write an address like/)
  for (let count = 0; count < 5; count += 1) await browser.post('/forgot', { email })
  const limited = await browser.post('/forgot', { email })
  assert.equal(limited.status, 429)
  assert.match(limited.text, /role="alert">Too many attempts/)
})
