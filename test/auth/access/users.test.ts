// What reads a user after a change reads the user who was changed, or nobody.

import assert from 'node:assert/strict'
import test from 'node:test'
import { insertSignup } from '../../../src/auth/access/signups.ts'
import {
  findUser, insertConfirmed, insertInvited, insertUser, updateAccess, updateName,
  type ChangeAndRead, type User,
} from '../../../src/auth/access/users.ts'
import { hashToken } from '../../../src/auth/tokens/token.ts'
import { ConstraintError } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { addUser } from '../../features/users/accounts.ts'
import { openAuth } from '../openAuth.ts'

async function open(t: test.TestContext) {
  const { site, auth: { invitations } } = openAuth(t)
  const { database, clock: { now } } = site
  const ada = await addUser(site, { email: 'ada@example.org' })
  const gone = await addUser(site, { email: 'gone@example.org' })
  const leaver = await findUser(database, gone)
  const invitation = invitations.prepare('dan@example.org', ada)
  await database.batch([
    ...invitation.statements,
    insertSignup({
      email: 'cleo@example.org', name: 'Cleo', passwordHash: 'x', tokenHash: hashToken('cleo'),
      now, expiresAt: now + 1,
    }),
    sql`delete from users where id = ${gone}`,
  ])
  assert.ok(leaver)
  return { database, now, ada, leaver, invited: invitation.token }
}

test('what a change reads is the user who was changed, or nobody', async (t) => {
  const { database, now, ada, leaver, invited } = await open(t)
  const named = (email: string) => ({ email: `${email}@example.org`, name: email, now })
  const login = { name: 'Dan', passwordHash: 'x', now }
  const access = { role: 'user', disabledAt: now, now } as const
  const rows: [name: string, pair: ChangeAndRead, email: string | undefined][] = [
    ['added', insertUser(named('ben')), 'ben@example.org'],
    ['not added', insertUser(named('eve'), sql`false`), undefined],
    ['confirmed', insertConfirmed(hashToken('cleo'), now), 'cleo@example.org'],
    ['with an unknown token', insertConfirmed(hashToken('eve'), now), undefined],
    ['invited', insertInvited(invited, login), 'dan@example.org'],
    ['without an invitation', insertInvited('eve', login), undefined],
    ['renamed', updateName(ada, { name: 'A', version: 1, now }), 'ada@example.org'],
    ['renamed since', updateName(ada, { name: 'B', version: 1, now }), undefined],
    ['at any version', updateName(ada, { name: 'C', version: null, now }), 'ada@example.org'],
    ['renamed after leaving', updateName(leaver.id, { name: 'D', version: null, now }), undefined],
    ['disabled after leaving', updateAccess(leaver, access), undefined],
  ]
  for (const [name, pair, email] of rows) {
    // The change before adds another user, whom the next one mustn't read.
    const other = insertUser(named(`other-${name.replaceAll(' ', '-')}`))
    const [, , { changes }, { rows: [user] }] = await database.batch([...other, ...pair])
    assert.deepEqual([user?.email, changes], [email, email === undefined ? 0 : 1], name)
  }
})

test('a change that breaks a rule undoes what was in its batch', async (t) => {
  const { database, now, ada } = await open(t)
  const user = await findUser(database, ada)
  assert.ok(user)
  const old: User = { ...user, version: user.version - 1 }
  const rows: [name: string, pair: ChangeAndRead][] = [
    ['another version', updateAccess(old, { role: 'admin', disabledAt: null, now })],
    ['an address that is taken', insertUser({ email: user.email, name: '', now })],
  ]
  for (const [name, pair] of rows) {
    const before = insertUser({ email: 'other@example.org', name: '', now })
    await assert.rejects(database.batch([...before, ...pair]), ConstraintError, name)
    assert.deepEqual(await database.all(sql`
      select 1 from users where email = 'other@example.org'`), [], name)
  }
  assert.deepEqual(await findUser(database, ada), user)
})
