import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs } from '../../../../src/basics/clock.ts'
import { pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'
import {
  addUser, email, openSignedIn, otherPassword, password, readAudit, tokenInMail,
} from '../accounts.ts'

const me = '/api/users/me'

test("a new address counts once it's confirmed, and the old one gets an email", async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  await browser.send('POST', '/api/users/forgot', { email })
  const reset = await tokenInMail(site)
  const asked = await browser.send('POST', `${me}/email`, { email: 'New@example.org', password })
  assert.equal(asked.status, 202)
  assert.equal(pick((await browser.get(me)).json(), 'email'), email)
  const token = await tokenInMail(site)
  assert.equal((await site.mails()).at(-1)?.to, 'new@example.org')
  const confirm = () => openProgram(site).send('POST', `${me}/email/confirm`, { token })
  const replies = await Promise.all([confirm(), confirm(), confirm()])
  assert.deepEqual(replies.map(({ status }) => status).sort(), [204, 410, 410])
  assert.equal(pick((await browser.get(me)).json(), 'email'), 'new@example.org')
  assert.equal((await site.mails()).at(-1)?.to, email)
  const input = { token: reset, password: otherPassword }
  const late = await browser.send('POST', '/api/users/reset', input)
  assert.equal(late.status, 410, 'a mail to the old address opens the account no more')
})

test('an address that another user has gets the same response, and no mail', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await addUser(site, { email: 'eve@example.org' })
  const ask = (address: string) =>
    browser.send('POST', `${me}/email`, { email: address, password })
  const [taken, free] = [await ask('eve@example.org'), await ask('free@example.org')]
  assert.deepEqual([taken.status, taken.text], [free.status, free.text])
  assert.deepEqual((await site.mails()).map(({ to }) => to), ['free@example.org'])
  const actions = (await readAudit(site)).map(({ action }) => action)
  assert.deepEqual(actions, ['email-change-asked', 'email-change-asked'], 'a commit for each')
  const token = await tokenInMail(site)
  await addUser(site, { email: 'free@example.org' })
  const confirmed = await browser.send('POST', `${me}/email/confirm`, { token })
  assert.equal(confirmed.status, 410, 'somebody was faster')
  assert.equal((await ask(email)).status, 422)
  assert.equal((await ask('ada')).status, 422)
})

test('the link that was sent before ends, whether or not the next address is taken', async (t) => {
  for (const next of ['eve@example.org', 'free@example.org']) {
    const site = openTestApp(t)
    const browser = await openSignedIn(site, await addUser(site))
    await addUser(site, { email: 'eve@example.org' })
    await browser.send('POST', `${me}/email`, { email: 'own@example.org', password })
    const token = await tokenInMail(site)
    await browser.send('POST', `${me}/email`, { email: next, password })
    const confirmed = await browser.send('POST', `${me}/email/confirm`, { token })
    assert.equal(confirmed.status, 410, next)
  }
})

test('a change of the address counts for an hour', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await browser.send('POST', `${me}/email`, { email: 'new@example.org', password })
  const token = await tokenInMail(site)
  site.clock.now += hourMs
  assert.equal((await browser.send('POST', `${me}/email/confirm`, { token })).status, 410)
})
