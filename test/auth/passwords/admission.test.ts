// What strangers' failures do to the owner of an account, and what they don't.

import assert from 'node:assert/strict'
import test from 'node:test'
import { freeAccountTries, freeTries } from '../../../src/auth/passwords/throttle.ts'
import { dayMs, minuteMs, secondMs } from '../../../src/basics/clock.ts'
import { addUser, email, password } from '../../features/users/accounts.ts'
import { openAuth } from '../openAuth.ts'

const cause = { requestId: 'r-1', actor: null }
// Too long to be hashed, so a thousand of them are quick.
const wrong = 'x'.repeat(1025)

async function open(t: test.TestContext) {
  const { site, auth } = openAuth(t)
  const user = await addUser(site)
  const owner = { user, passwordVersion: 1 }
  const check = (words: string, client: string, device?: string) =>
    auth.credentials.check({ email, password: words, client, device, cause })
      .then(() => 'right', (error: { code?: string }) => error.code)
  /** Fails from as many clients as needed, until unknown clients have to wait. */
  const attack = async () => {
    for (let index = 0; index < freeAccountTries / freeTries; index += 1) {
      for (let count = 0; count < freeTries; count += 1) {
        assert.equal(await check(wrong, `192.0.2.${index}`), 'wrong')
      }
    }
    assert.equal(await check(wrong, '198.51.100.1'), 'limited')
  }
  return { site, auth, user, owner, check, attack }
}

test('one stranger slows down nobody but themselves', async (t) => {
  const { site, check } = await open(t)
  for (let count = 0; count < 16; count += 1) {
    await check(wrong, '192.0.2.1')
    site.clock.now += 15 * minuteMs
  }
  await check(wrong, '192.0.2.1')
  assert.equal(await check(password, '192.0.2.1'), 'limited')
  assert.equal(await check(password, '198.51.100.1'), 'right')
  assert.equal(await check(password, '192.0.2.1'), 'limited', 'that forgives no stranger')
})

test('many strangers slow down all that are unknown, and never a known device', async (t) => {
  const { site, auth, user, owner, check, attack } = await open(t)
  const device = auth.devices.make(owner)
  await attack()
  const hers = auth.devices.make({ user: user + 1, passwordVersion: 1 })
  const old = auth.devices.make({ user, passwordVersion: 0 })
  for (const other of [undefined, 'x', hers, old]) {
    assert.equal(await check(password, '198.51.100.1', other), 'limited')
  }
  assert.equal(await check(password, '198.51.100.1', device), 'right')
  assert.equal(await check(password, '192.0.2.1', device), 'right', 'beside a stranger, too')
  await auth.credentials.confirm(user, password, { id: 1, token: '', authenticatedAt: 0 })
  await auth.credentials.confirm(user, password)
  assert.equal(await check(password, '198.51.100.1'), 'limited', 'the attack goes on')
  site.clock.now += secondMs
  assert.equal(await check(password, '198.51.100.1'), 'right', 'nobody is locked out for good')
})

test('however long it goes on, all strangers together get few guesses a day', async (t) => {
  const { site, check, attack } = await open(t)
  await attack()
  const end = site.clock.now + dayMs
  let guesses = 0
  for (let client = 0; site.clock.now < end; client += 1, site.clock.now += 10 * secondMs) {
    if (await check(wrong, `2001:db8:0:${client.toString(16)}::/64`) === 'wrong') guesses += 1
  }
  assert.ok(guesses > 90 && guesses < 110, String(guesses))
})

test('a known device has a throttle of its own, and then is a stranger', async (t) => {
  const { site, auth, owner, check, attack } = await open(t)
  const [stolen, mine] = [auth.devices.make(owner), auth.devices.make(owner)]
  await attack()
  for (let count = 0; count < freeTries; count += 1) {
    assert.equal(await check(wrong, '203.0.113.1', stolen), 'wrong')
  }
  assert.equal(await check(password, '203.0.113.2', stolen), 'limited', 'from anywhere')
  assert.equal(await check(password, '203.0.113.1', mine), 'right')
  site.clock.now += secondMs
  assert.equal(await check(wrong, '203.0.113.1', stolen), 'wrong')
  // The wait of strangers is over as well, and a stolen token doesn't keep its owner out.
  assert.equal(await check(password, '198.51.100.9', stolen), 'right')
})

test('a known device is not held up by the limit of its IP address', async (t) => {
  const { auth, owner, check } = await open(t)
  const device = auth.devices.make(owner)
  for (let index = 0; index < 100; index += 1) {
    await auth.limits.take({ name: 'sign-in', most: 100, windowMs: 15 * minuteMs }, '192.0.2.1')
  }
  assert.equal(await check(password, '192.0.2.1'), 'limited')
  assert.equal(await check(password, '192.0.2.1', device), 'right')
})

test('a known device that signs in again and again is a stranger for a while', async (t) => {
  const { site, auth, owner, check } = await open(t)
  for (let count = 0; count < 100; count += 1) {
    assert.equal(await check(password, '192.0.2.1', auth.devices.make(owner)), 'right')
  }
  for (let count = 0; count < 100; count += 1) {
    await check(password, '192.0.2.1', auth.devices.make(owner))
  }
  assert.equal(await check(password, '192.0.2.1', auth.devices.make(owner)), 'limited')
  site.clock.now += 15 * minuteMs
  assert.equal(await check(password, '192.0.2.1', auth.devices.make(owner)), 'right')
})

test('anyone who reads the mail of an account is forgiven', async (t) => {
  const { auth, check, attack } = await open(t)
  await attack()
  await auth.admission.forgive({ address: email, client: '198.51.100.1' })
  assert.equal(await check(password, '198.51.100.1'), 'right')
  assert.equal(await check(password, '192.0.2.1'), 'limited', 'but not the strangers')
})
