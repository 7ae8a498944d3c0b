import assert from 'node:assert/strict'
import test from 'node:test'
import { insertUser } from '../../../src/auth/access/users.ts'
import { addUser } from '../../features/users/accounts.ts'
import { openAuth } from '../openAuth.ts'

test('an invitation is read when it was stored, also in place of an older one', async (t) => {
  const { site, auth: { invitations } } = openAuth(t)
  const { database, clock } = site
  const admin = await addUser(site, { email: 'admin@example.org', role: 'admin' })
  const invite = async (by = admin) => {
    const { statements } = invitations.prepare('ada@example.org', by)
    const [{ changes }, { rows: [stored] }] = await database.batch(statements)
    return { changes, invitedBy: stored?.invitedBy, createdAt: stored?.createdAt }
  }
  assert.deepEqual(await invite(), { changes: 1, invitedBy: admin, createdAt: clock.now })
  clock.now += 1
  assert.deepEqual(await invite(), { changes: 1, invitedBy: admin, createdAt: clock.now })
  // Now nothing is stored: the older one is still there, and isn't taken for it.
  const nothing = { changes: 0, invitedBy: undefined, createdAt: undefined }
  assert.deepEqual(await invite(admin + 1), nothing, 'by an administrator who left')
  await database.batch(insertUser({ email: 'ada@example.org', name: '', now: clock.now }))
  assert.deepEqual(await invite(), nothing, 'with an account')
  assert.equal((await invitations.list()).length, 1)
})
