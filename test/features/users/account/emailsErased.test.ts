// The emails of a deleted account: neither the outbox nor its folder keeps one.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { sql } from '../../../../src/database/sql.ts'
import { createFileTransport } from '../../../../src/services/mail/fileTransport.ts'
import { addMail } from '../../../../src/services/mail/outboxStore.ts'
import { pick } from '../../../pick.ts'
import { temporaryFolder } from '../../../temporaryFolder.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser } from '../../../testClients.ts'
import { addUser, email, openSignedIn, password } from '../accounts.ts'
import { deleteUser } from '../deletedMeanwhile.ts'
import { mostQuestions, openInterrupted } from '../interrupted.ts'

const other = 'bob@example.org'

function open(t: TestContext) {
  const folder = temporaryFolder(t)
  const from = { name: '', address: 'noreply@go.example' }
  const site = openTestApp(t, { transport: createFileTransport({ folder, from }) })
  const texts = () => readdirSync(folder).sort()
    .map((name) => readFileSync(join(folder, name), 'latin1'))
  const recipients = async () => {
    await site.mails()
    return texts().map((text) => /^To: (.*)\r$/m.exec(text)?.[1])
  }
  const lastToken = async () => {
    await site.mails()
    return /\?token=(\S+)/.exec(texts().at(-1) ?? '')?.[1] ?? ''
  }
  return { folder, site, recipients, lastToken }
}

test('a deleted account leaves no email, whatever address it went to', async (t) => {
  const { site, recipients, lastToken } = open(t)
  const stranger = openBrowser(site)
  await stranger.post('/signup', { email, password })
  await lastToken()
  const user = await addUser(site)
  await addUser(site, { email: other })
  for (const address of [email, other]) await stranger.post('/forgot', { email: address })
  await stranger.post('/signup', { email, password })
  const browser = await openSignedIn(site, user)
  site.clock.now += 1
  await browser.send('POST', '/api/users/me/email', { email: 'new@example.org', password })
  const token = await lastToken()
  assert.equal((await recipients()).length, 5)
  const confirmed = await browser.send('POST', '/api/users/me/email/confirm', { token })
  assert.equal(confirmed.status, 204)
  // The sign-up is about no account, so it goes now; what is about the account stays with it.
  assert.deepEqual((await recipients()).sort(), [email, email, email, other, 'new@example.org'])
  assert.equal((await browser.send('DELETE', '/api/users/me', { password })).status, 204)
  assert.deepEqual(await recipients(), [other])
})

test('emails that wait, or failed for good, go with their account', async (t) => {
  const site = openTestApp(t, { transport: { send: () => Promise.reject(new Error('down')) } })
  const user = await addUser(site)
  await addUser(site, { email: other })
  const stranger = openBrowser(site)
  for (const address of [email, other]) await stranger.post('/forgot', { email: address })
  await site.mails()
  await site.database.run(sql`update mails set due_at = null, body = '' where user = ${user}`)
  const browser = await openSignedIn(site, user)
  assert.equal((await browser.send('DELETE', '/api/users/me', { password })).status, 204)
  const left = await site.database.all(sql<{ recipient: string }>`select recipient from mails`)
  assert.deepEqual(left.map(({ recipient }) => recipient), [other])
})

test('a notice that waits survives a new address, and goes with the account', async (t) => {
  const site = openTestApp(t, { transport: { send: () => Promise.reject(new Error('down')) } })
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const path = '/api/users/me/second-factor'
  const secret = pick((await browser.send('POST', path, { password })).json(), 'secret')
  const code = totpCode(String(secret), Math.floor(site.clock.now / 30_000))
  assert.equal((await browser.send('PUT', path, { code })).status, 200)
  const notices = () => site.database.all(sql`
    select 1 from mails where recipient = ${email} and body like '%second factor%'`)
  await browser.send('POST', '/api/users/me/email', { email: other, password })
  const { body = '' } = await site.database.one(sql<{ body: string }>`
    select body from mails where recipient = ${other}`) ?? {}
  const token = /\?token=(\S+)/.exec(body)?.[1]
  const confirmed = await browser.send('POST', '/api/users/me/email/confirm', { token })
  assert.equal(confirmed.status, 204)
  assert.equal((await notices()).length, 1)
  assert.equal((await browser.send('DELETE', '/api/users/me', { password })).status, 204)
  assert.equal((await notices()).length, 0)
})

test('an email that is on its way while its account is deleted is taken back', async (t) => {
  const { folder, site, recipients } = open(t)
  await addUser(site)
  await site.mails()
  const files = createFileTransport({ folder, from: { name: '', address: 'a@go.example' } })
  const slow = openTestApp(t, {
    transport: {
      ...files,
      async send(mail, delivery) {
        await slow.database.run(sql`delete from mails`)
        await files.send(mail, delivery)
      },
    },
  })
  await addUser(slow)
  await openBrowser(slow).post('/forgot', { email })
  await slow.mails()
  assert.deepEqual(await recipients(), [])
})

test('no email is added about an account that is gone', async (t) => {
  const { site } = open(t)
  const user = await addUser(site)
  const mail = { to: email, subject: 'a', text: 'b\n' }
  const rows: [user: number | undefined, added: number][] = [[user, 1], [undefined, 1], [99, 0]]
  for (const [about, added] of rows) {
    const { changes } = await site.database.run(addMail({ ...mail, user: about }, 1))
    assert.equal(changes, added, String(about))
  }
})

// Between any two questions of the second deletion, the first one is through, and somebody else
// signs up with the address.
test('the second of two deletions keeps the emails of who has the address by then', async (t) => {
  const plain = openTestApp(t, { transport: { send: () => Promise.reject(new Error('down')) } })
  for (let at = 1; at < mostQuestions; at += 1) {
    const { site, interrupt } = openInterrupted(plain)
    const address = `ada${at}@example.org`
    const user = await addUser(plain, { email: address })
    const browser = await openSignedIn(site, user)
    const wasMet = interrupt(at, async () => {
      await deleteUser(plain, user)
      await openBrowser(plain).post('/signup', { email: address, password })
    })
    const { status } = await browser.send('DELETE', '/api/users/me', { password })
    if (!await wasMet()) return
    await site.clean()
    const left = await plain.database.all(sql`select 1 from mails where recipient = ${address}`)
    assert.equal(left.length, 1, `question ${at}: ${status}`)
  }
  assert.fail(`The deletion asks the database more than ${mostQuestions} questions`)
})
