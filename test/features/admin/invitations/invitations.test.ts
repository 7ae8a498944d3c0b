import assert from 'node:assert/strict'
import test from 'node:test'
import { invitationLimitMs, mostInvitations } from '../../../../src/auth/access/invitations.ts'
import { dayMs } from '../../../../src/basics/clock.ts'
import { pick, pickList } from '../../../pick.ts'
import { openTestApp, startTime, type TestApp } from '../../../testApp.ts'
import { openBrowser } from '../../../testClients.ts'
import { addAdmin, addPerson, password, read, run, trailOf } from '../people.ts'

const path = '/api/admin/invitations'
const email = 'guest@example.org'
const time = (at: number) => new Date(at).toISOString()

async function addInvitations(site: TestApp, count: number, expiresAt: number): Promise<void> {
  await run(site, `insert into invitations (token_hash, email, created_at, expires_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
    select randomblob(32), 'guest' || i || '@example.org', 1, ? from n`, count, expiresAt)
}

test('an administrator invites, sees and revokes, and never gets the token', async (t) => {
  const site = openTestApp(t, { signUp: 'invite', publicOrigin: 'https://go.example' })
  const { admin, program } = await addAdmin(site)
  const made = await program.send('POST', path, { email: ' Guest@Example.org ' })
  assert.equal(made.status, 201)
  const shown = {
    id: 1, email, createdAt: time(startTime), expiresAt: time(startTime + invitationLimitMs),
    invitedBy: admin.id,
  }
  assert.deepEqual(made.json(), shown)
  assert.deepEqual((await program.send('GET', path)).json(),
    { signUp: 'invite', invitations: [shown] })
  const [mail] = await site.mails()
  assert.deepEqual([mail?.to, mail?.subject], [email, 'You are invited'])
  assert.match(mail?.text ?? '', /\nhttps:\/\/go\.example\/signup\/invited\?token=gwi_[\w-]{43}\n/)
  assert.equal((await program.send('DELETE', `${path}/1`)).status, 204)
  for (const id of ['1', 'x']) {
    const gone = await program.send('DELETE', `${path}/${id}`)
    const detail = pick(gone.json(), 'detail')
    assert.deepEqual([gone.status, detail], [404, 'There is no such invitation'], id)
  }
  const link = /https:\/\/go\.example(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  assert.equal((await openBrowser(site).get(link)).status, 410)
  assert.deepEqual(await trailOf(site), [
    `${admin.id} invited invitations {"invitation":1}`,
    `${admin.id} invitation-revoked invitation 1`,
  ])
})

test('a second invitation of an address replaces the first', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const { program } = await addAdmin(site)
  await program.send('POST', path, { email })
  await site.mails()
  site.clock.now += dayMs
  await program.send('POST', path, { email })
  const listed = pickList((await program.send('GET', path)).json(), 'invitations')
  assert.deepEqual(listed.map((each) => pick(each, 'createdAt')), [time(startTime + dayMs)])
  const links = (await site.mails()).map(({ text }) => /:3000(\S+token\S+)/.exec(text)?.[1])
  const statuses = []
  for (const link of links) statuses.push((await openBrowser(site).get(link ?? '')).status)
  assert.deepEqual(statuses, [410, 200])
  site.clock.now += invitationLimitMs
  assert.deepEqual((await program.send('GET', path)).json(), { signUp: 'invite', invitations: [] })
})

test('what cannot be invited is refused with a sentence', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const { program } = await addAdmin(site)
  await addPerson(site, 'bob@example.org')
  const rows: [body: unknown, status: number, code: string][] = [
    [{}, 422, 'invalid'], [{ email: '' }, 422, 'invalid'], [{ email: 'x' }, 422, 'invalid'],
    [{ email: 'a@b\r\nBcc: c@d.example' }, 422, 'invalid'],
    [{ email: `${'a'.repeat(250)}@b.example` }, 422, 'invalid'],
    [{ email, role: 'admin' }, 422, 'invalid'],
    [{ email: 'BOB@example.org' }, 409, 'taken'],
  ]
  for (const [body, status, code] of rows) {
    const reply = await program.send('POST', path, body)
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [status, code])
  }
  await addInvitations(site, mostInvitations, 9e12)
  const full = await program.send('POST', path, { email })
  assert.deepEqual([full.status, pick(full.json(), 'code')], [409, 'too-many'])
  assert.equal((await program.send('POST', path, { email: 'guest7@example.org' })).status, 201)
  assert.equal((await site.mails()).length, 1)
})

test('of two invitations for the last place, one is made and one sends no email', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const { program } = await addAdmin(site)
  await addInvitations(site, mostInvitations - 1, 9e12)
  const emails = ['one@example.org', 'two@example.org']
  const replies = await Promise.all(emails.map((one) =>
    program.send('POST', path, { email: one })))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409])
  const refused = replies.find(({ status }) => status === 409)
  assert.equal(pick(refused?.json(), 'code'), 'too-many')
  assert.equal((await site.mails()).length, 1)
})

test('invitations that have expired leave room before the clean-up', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const { program } = await addAdmin(site)
  await addInvitations(site, mostInvitations, startTime)
  assert.equal((await program.send('POST', path, { email })).status, 201)
})

test('where sign-up is closed, nobody is invited, and the page says what to do', async (t) => {
  const site = openTestApp(t, { signUp: 'closed' })
  const { admin: { browser }, program } = await addAdmin(site)
  const reply = await program.send('POST', path, { email })
  assert.deepEqual([reply.status, pick(reply.json(), 'code')], [403, 'sign-up-closed'])
  const { text } = await browser.get('/admin/invitations')
  assert.doesNotMatch(text, /action="\/admin\/invitations"/)
  assert.match(text, /npm run users -- create EMAIL/)
  assert.deepEqual(await site.mails(), [])
})

test('an administrator can send only so many invitations', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const { program } = await addAdmin(site)
  for (let count = 0; count < 100; count += 1) {
    assert.equal((await program.send('POST', path, { email })).status, 201)
  }
  const limited = await program.send('POST', path, { email })
  assert.deepEqual([limited.status, limited.headers['retry-after']], [429, '86400'])
  assert.equal((await read(site, 'select 1 from mails')).length <= 100, true)
})

test('the page does the same, and its forms belong to its session', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const { admin: { browser } } = await addAdmin(site)
  await browser.get('/admin/invitations')
  const wrong = await browser.submit('/admin/invitations', { email: '<b>' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /value="&lt;b&gt;"/)
  assert.match(wrong.text, /id="email-error" role="alert">Write an address like/)
  const sent = await browser.submit('/admin/invitations', { email })
  assert.equal(sent.headers['location'], '/admin/invitations?done=sent')
  const page = await browser.get('/admin/invitations?done=sent')
  assert.match(page.text, /role="status">The invitation is on its way\./)
  assert.doesNotMatch(page.text, /gwi_/)
  const revoked = await browser.submit('/admin/invitations/1/revoke')
  assert.equal(revoked.headers['location'], '/admin/invitations?done=revoked')
  for (const action of ['/admin/invitations', '/admin/invitations/1/revoke']) {
    assert.equal((await browser.post(action, { email, formToken: 'x' })).status, 403)
  }
})

test('an invitation outlives the account of its administrator', async (t) => {
  const site = openTestApp(t, { signUp: 'invite' })
  const { program } = await addAdmin(site)
  const { admin, program: other } = await addAdmin(site, 'root@example.org')
  await other.send('POST', path, { email })
  assert.equal((await admin.browser.send('DELETE', '/api/users/me', { password })).status, 204)
  const [left] = pickList((await program.send('GET', path)).json(), 'invitations')
  assert.equal(pick(left, 'invitedBy'), null)
})
