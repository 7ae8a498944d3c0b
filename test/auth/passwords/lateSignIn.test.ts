// Hashing a password takes a while. What was checked with the old one may only begin when the old
// one is gone.

import assert from 'node:assert/strict'
import test from 'node:test'
import { SignInError } from '../../../src/auth/passwords/admission.ts'
import { sql } from '../../../src/database/sql.ts'
import { mayStillSignIn, updatePassword } from '../../../src/auth/access/users.ts'
import { addUser } from '../../features/users/accounts.ts'
import { openAuth } from '../openAuth.ts'

const shown = { passwordVersion: 1, secondFactorSince: null }

const cases = {
  'the password was changed': (user: number) =>
    updatePassword(user, { passwordHash: '$scrypt$new', now: 1 }),
  'the account was disabled': (user: number) =>
    sql`update users set disabled_at = 1 where id = ${user}`,
  'a second factor was switched on': (user: number) =>
    sql`update users set totp_secret = 'GEZDGNBVGY3TQOJQ', totp_since = 1 where id = ${user}`,
}

test('no password is set by somebody who has shown one that was changed meanwhile', async (t) => {
  const { site: { database }, site } = openAuth(t)
  const user = await addUser(site)
  const rows: [shown: number | null, isSet: boolean][] =
    [[2, false], [1, true], [1, false], [2, true], [null, true]]
  for (const [index, [shown, isSet]] of rows.entries()) {
    const hash = `$scrypt$${index}`
    const set = database.run(updatePassword(user, { passwordHash: hash, now: 1, version: shown }))
    if (isSet) await set
    else await assert.rejects(set, { constraint: 'users.password_version' })
    const row = await database.one(sql<{ hash: string }>`select password_hash as hash from users`)
    assert.equal(row?.hash === hash, isSet, `row ${index}`)
  }
})

for (const [name, change] of Object.entries(cases)) {
  test(`no sign-in begins when meanwhile ${name}`, async (t) => {
    const { site, auth: { sessions, oneTimeTokens, refreshTokens } } = openAuth(t)
    const { database } = site
    const user = await addUser(site)
    const other = await addUser(site, { email: 'bob@example.org' })
    const start = (who: number) =>
      refreshTokens.start({ user: who, scopes: ['account'], agent: 'curl', ...shown })
    await database.run(change(user))

    for (const [who, isLate] of [[user, true], [other, false]] as const) {
      const session = sessions.prepare(who, 'curl', shown)
      const { changes } = await database.run(session.statement)
      assert.equal(changes, isLate ? 0 : 1)
      assert.equal(await sessions.find(session.token) === undefined, isLate)

      const ticket = oneTimeTokens.prepare('second-factor', { user: who, email: null }, {
        condition: mayStillSignIn({ user: who, ...shown }),
      })
      await database.batch(ticket.statements)
      assert.equal(await oneTimeTokens.use('second-factor', ticket.token) === undefined, isLate)

      if (isLate) await assert.rejects(start(who), SignInError)
      else assert.ok((await start(who)).token)
    }
    const families = await database.all(sql`select user from token_families`)
    assert.deepEqual(families.map((row) => ({ ...Object(row) })), [{ user: other }])
    const tokens = await database.all(sql`select family from refresh_tokens`)
    assert.equal(tokens.length, 1)
  })
}
