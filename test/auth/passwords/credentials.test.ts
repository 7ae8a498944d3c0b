import assert from 'node:assert/strict'
import test from 'node:test'
import { SignInError } from '../../../src/auth/passwords/admission.ts'
import {
  hashPassword, PasswordsBusyError, verifyPassword,
} from '../../../src/auth/passwords/password.ts'
import { freeTries } from '../../../src/auth/passwords/throttle.ts'
import { minuteMs, secondMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { addUser, email, otherPassword, password } from '../../features/users/accounts.ts'
import { cheapHash } from '../cheapHash.ts'
import { openAuth } from '../openAuth.ts'
import { storedEvents } from '../storedEvents.ts'

const cause = { requestId: 'r-1', actor: null }

function open(t: test.TestContext) {
  const { site, auth } = openAuth(t)
  const check = (address: string, words: string, client = '192.0.2.1') =>
    auth.credentials.check({ email: address, password: words, client, cause })
  const stored = async () => (await site.database.one(sql<{ hash: string | null }>`
    select password_hash as hash from users`))?.hash
  return { site, auth, check, stored }
}

test('the address and the password together are right, in capitals or not', async (t) => {
  const { site, check } = open(t)
  const user = await addUser(site)
  for (const address of [email, 'ADA@Example.ORG']) {
    const expected = { user, passwordVersion: 1, secondFactorSince: null }
    assert.deepEqual(await check(address, password), expected)
  }
})

test('a right password costs nothing, however often it comes', async (t) => {
  const { site, check } = open(t)
  const user = await addUser(site)
  for (let count = 0; count < freeTries + 2; count += 1) {
    assert.equal((await check(email, password)).user, user)
  }
})

test('whatever is wrong, the error is the same', async (t) => {
  const { site, check } = open(t)
  await addUser(site)
  await addUser(site, { email: 'off@example.org', isDisabled: true })
  await addUser(site, { email: 'provider@example.org' })
  await site.database.run(sql`
    update users set password_hash = null where email = 'provider@example.org'`)
  const rows: [address: string, words: string][] = [
    [email, otherPassword], [email, ''], [email, `${password} `], [email, password.toUpperCase()],
    [`${email} `, password], ['off@example.org', password], ['provider@example.org', password],
    ['provider@example.org', ''], ['nobody@example.org', password], ['', ''],
    [email, 'x'.repeat(1025)], ['nobody@example.org', 'x'.repeat(1025)],
    ['%', password], ["' or 1=1 --", password],
  ]
  for (const [address, words] of rows) {
    await site.database.run(sql`delete from sign_in_failures`)
    await assert.rejects(check(address, words), (error) => {
      assert.ok(error instanceof SignInError)
      const { code, message, retryAfterSeconds, limit } = error
      assert.deepEqual([code, message, retryAfterSeconds, limit],
        ['wrong', 'The email address or the password is wrong', 0, undefined])
      return true
    }, address)
  }
})

test('a password with weaker parameters is hashed again at sign-in, and only then', async (t) => {
  const { site, check, stored } = open(t)
  await addUser(site)
  await assert.rejects(check(email, otherPassword))
  assert.match(await stored() ?? '', /ln=1,/)
  await check(email, password)
  const renewed = await stored()
  assert.match(renewed ?? '', /^\$scrypt\$ln=15,r=8,p=3\$/)
  await check(email, password)
  assert.equal(await stored(), renewed)
})

test('a password that is changed during a sign-in stays changed', async (t) => {
  const { site, auth, check, stored } = open(t)
  await addUser(site)
  const changed = cheapHash(otherPassword)
  await auth.throttle.enter(email)
  const failures = () => site.database.all(sql`select 1 from sign_in_failures`)
  const signIn = check(email, password)
  // When the failures are forgotten, the old hash was found right; the new one is on its way.
  for (let looks = 0; looks < 10_000 && (await failures()).length > 0; looks += 1) continue
  await site.database.run(sql`update users set password_hash = ${changed}`)
  await signIn
  assert.equal(await stored(), changed)
})

test('a try is counted before the password is looked at', async (t) => {
  const { site, check } = open(t)
  await addUser(site, { passwordHash: await hashPassword(password) })
  const tries = Array.from({ length: 20 }, () => check(email, password))
  const results = await Promise.allSettled(tries)
  const good = results.filter(({ status }) => status === 'fulfilled').length
  assert.ok(good >= 1 && good <= freeTries, `${good} went on at once`)
})

test('an account that nobody has is slowed down as any other', async (t) => {
  const { site, check } = open(t)
  await addUser(site)
  for (const address of [email, 'nobody@example.org']) {
    for (let count = 0; count < freeTries; count += 1) {
      await assert.rejects(check(address, 'x'.repeat(1025)), { code: 'wrong' })
    }
    await assert.rejects(check(address, password), { code: 'limited', retryAfterSeconds: 1 })
    await assert.rejects(check(address.toUpperCase(), password), { code: 'limited' })
  }
})

test('a network address that is refused slows nobody down', async (t) => {
  const { site, auth, check } = open(t)
  await addUser(site)
  const long = 'x'.repeat(1025)
  for (let index = 0; index < 100; index += 1) {
    await assert.rejects(check(`user${index}@example.org`, long), { code: 'wrong' })
  }
  for (let count = 0; count < 10; count += 1) {
    const limit = { name: 'sign-in', most: 100, windowMs: 15 * minuteMs }
    await assert.rejects(check(email, long), { code: 'limited', limit })
  }
  assert.ok(await check(email, password, '192.0.2.2'))
  site.clock.now += 15 * minuteMs
  assert.ok(await check(email, password))
  assert.equal(await auth.throttle.enter(email), 0)
})

test('a signed-in user is asked again, with a count for each session', async (t) => {
  const { site, auth: { credentials }, check } = open(t)
  const user = await addUser(site)
  const [mine, stolen] = [1, 2].map((id) => ({ id, token: '', authenticatedAt: 0 }))
  const long = 'x'.repeat(1025)
  const exhaust = async (session?: typeof mine) => {
    for (let count = 0; count < freeTries; count += 1) {
      await assert.rejects(credentials.confirm(user, long, session), { code: 'wrong' })
    }
    await assert.rejects(credentials.confirm(user, password, session), { code: 'limited' })
  }
  await assert.rejects(credentials.confirm(99, password), { code: 'wrong' })
  await exhaust()
  await exhaust(stolen)
  for (let count = 0; count < freeTries; count += 1) await assert.rejects(check(email, long))
  await assert.rejects(check(email, password), { code: 'limited' })

  await credentials.confirm(user, password, mine)
  await assert.rejects(check(email, password), { code: 'limited' }, 'that forgives no stranger')
  site.clock.now += secondMs
  await credentials.confirm(user, password, stolen)
  await credentials.confirm(user, password)
  assert.ok(await check(email, password))
})

test('a try that finds the server busy is taken back', async (t) => {
  const { site, auth: { credentials }, check } = open(t)
  const user = await addUser(site)
  const empty = fillQueue()
  for (const ask of [() => check(email, password), () => credentials.confirm(user, password)]) {
    for (let count = 0; count < freeTries + 1; count += 1) {
      await assert.rejects(ask(), PasswordsBusyError)
    }
  }
  await empty()
  const counted = await site.database.all(sql<{ failures: number }>`
    select failures from sign_in_failures union all select count(*) from limit_events`)
  assert.deepEqual(new Set(counted.map(({ failures }) => failures)), new Set([0]))
  assert.ok(await check(email, password))
})

/** Keeps as many passwords in the queue as it takes; the result ends that. */
function fillQueue(): () => Promise<unknown> {
  let isOn = true
  const keepHashing = async () => {
    while (isOn) await verifyPassword('x', cheapHash('y').replace('ln=1,', 'ln=9,'))
  }
  const workers = Array.from({ length: 4 + 32 }, keepHashing)
  return () => {
    isOn = false
    return Promise.all(workers)
  }
}

test('Basic with the right password counts for nothing', async (t) => {
  const { site, auth: { credentials } } = open(t)
  await addUser(site, { passwordHash: await hashPassword(password) })
  const ask = (words: string, address = email) => credentials.checkBasic(
    { email: address, password: words, client: '192.0.2.1', cause })
  for (let index = 0; index < 99; index += 1) {
    await assert.rejects(ask('x'.repeat(1025), `user${index}@example.org`), { code: 'wrong' })
  }
  for (let count = 0; count < 3; count += 1) assert.ok(await ask(password))
  const results = await Promise.all(Array.from({ length: 20 }, () => ask(password)))
  assert.equal(results.length, 20)
  await assert.rejects(ask('x'.repeat(1025)), { code: 'wrong' })
  await assert.rejects(ask(password), { code: 'limited' }, 'a wrong one counts')
})

test('guesses by Basic at the same time are one guess only if they are the same', async (t) => {
  const { site, auth: { credentials } } = open(t)
  await addUser(site)
  const guesses = Array.from({ length: 20 }, (_, index) => credentials.checkBasic(
    { email, password: 'x'.repeat(1025 + index % 10), client: '192.0.2.1', cause }))
  const codes = (await Promise.allSettled(guesses)).map((result) =>
    result.status === 'rejected' && result.reason instanceof SignInError && result.reason.code)
  assert.equal(codes.filter((code) => code === 'wrong').length, 2 * freeTries)
  assert.equal(codes.filter((code) => code === 'limited').length, 20 - 2 * freeTries)
})

test('a refused sign-in is written down without what was typed', async (t) => {
  const { site, check } = open(t)
  const user = await addUser(site)
  await assert.rejects(check(email, otherPassword))
  await assert.rejects(check('typed-a-password@example.org', otherPassword))
  const events = await storedEvents(site.database)
  assert.deepEqual(events.map(({ action, target, actor }) => [action, target, actor]), [
    ['sign-in-refused', 'unknown address', null], ['sign-in-refused', `user ${user}`, null],
  ])
  const text = JSON.stringify(events)
  for (const typed of [otherPassword, 'typed', email]) assert.ok(!text.includes(typed))
})

test('an account with a second factor says that it needs one', async (t) => {
  const { site, check } = open(t)
  const user = await addUser(site)
  await site.database.run(sql`update users set totp_secret = ${'A'.repeat(32)}`)
  const checked = { user, passwordVersion: 1 }
  assert.deepEqual(await check(email, password), { ...checked, secondFactorSince: null })
  await site.database.run(sql`update users set totp_since = 1`)
  assert.deepEqual(await check(email, password), { ...checked, secondFactorSince: 1 })
})
