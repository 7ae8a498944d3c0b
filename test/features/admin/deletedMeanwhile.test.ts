// Requests of an administrator whose account is deleted while they're under way.

import assert from 'node:assert/strict'
import test from 'node:test'
import { addUser, openSignedIn, openWithKey, password } from '../users/accounts.ts'
import { deleteMeanwhile } from '../users/deletedMeanwhile.ts'
import { questionsAfter, type Prepare } from '../users/interrupted.ts'

const requests: readonly (readonly [name: string, after: number, prepare: Prepare])[] = [
  ['an invitation', 0, async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    return () => browser.send('POST', '/api/admin/invitations', { email: `new${user}@example.org` })
  }],
  ['a confirmed password', 0, async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    await browser.get('/admin/confirm')
    return () => browser.submit('/admin/confirm', { password })
  }],
]

for (const [name, after, prepare] of requests) {
  test(`an administrator is deleted during ${name}`, async (t) => {
    const responses = await deleteMeanwhile(t, prepare)
    assert.equal(questionsAfter(responses), after, String(responses))
  })
}

test('a user is deleted during what an administrator does to them', async (t) => {
  const responses = await deleteMeanwhile(t, async ({ site, user }) => {
    const admin = await addUser(site, { email: `admin${user}@example.org`, role: 'admin' })
    const program = await openWithKey(site, admin, ['admin'])
    const path = `/api/admin/users/${user}`
    return () => program.send('PATCH', path, { disabled: true }, { 'if-match': '*' })
  })
  assert.equal(questionsAfter(responses), 0, String(responses))
})
