import assert from 'node:assert/strict'
import test from 'node:test'
import { freeTries } from '../../../src/auth/passwords/throttle.ts'
import {
  confirmPassword, type TypedPassword,
} from '../../../src/features/site/confirmPassword.ts'
import { openAuth } from '../../auth/openAuth.ts'
import { addUser, otherPassword, password } from '../users/accounts.ts'

test('the password of a signed-in user is confirmed, or refused by field and code', async (t) => {
  const { site, auth: { credentials } } = openAuth(t)
  const who = { user: { id: await addUser(site) }, session: undefined }
  const confirm = (typed: TypedPassword) => confirmPassword(credentials, who, typed)
  assert.equal(await confirm({ password }), 1)
  const rows: [typed: Partial<TypedPassword>, code: string, field: string][] = [
    [{}, 'wrong-password', 'password'],
    [{ field: 'currentPassword' }, 'wrong-password', 'currentPassword'],
    [{ refusalCode: 'invalid' }, 'invalid', 'password'],
  ]
  for (const [typed, code, field] of rows) {
    const issues = [{ field, message: 'This is not your password' }]
    await assert.rejects(confirm({ password: otherPassword, ...typed }), { code, issues })
    assert.equal(await confirm({ password }), 1, 'a right one forgives what came before')
  }
})

test('after too many tries, the response says so even to the right password', async (t) => {
  const { site, auth: { credentials } } = openAuth(t)
  const who = { user: { id: await addUser(site) }, session: undefined }
  for (let count = 0; count < freeTries; count += 1) {
    const wrong = confirmPassword(credentials, who, { password: 'x'.repeat(1025) })
    await assert.rejects(wrong, { code: 'wrong-password' })
  }
  const right = confirmPassword(credentials, who, { password })
  await assert.rejects(right, { name: 'SignInError', code: 'limited' })
})
