import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { scryptSync, type ScryptOptions } from 'node:crypto'
import test from 'node:test'
import {
  hashPassword, needsRehash, PasswordsBusyError, spendPasswordTime, verifyPassword,
} from '../../../src/auth/passwords/password.ts'
import { cheapHash } from '../cheapHash.ts'

const cheap = cheapHash('right')

test('a password is stored as a PHC string, which scrypt itself confirms', async () => {
  const stored = await hashPassword('correct horse')
  const [, salt = '', key = ''] =
    /^\$scrypt\$ln=15,r=8,p=3\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/.exec(stored) ?? []
  const options = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
  const expected = scryptSync('correct horse', Buffer.from(salt, 'base64'), 32, options)
  assert.equal(key, expected.toString('base64').replace('=', ''))
})

test('the same password has another salt each time, and both are right', async () => {
  const [first, second] = await Promise.all([hashPassword('a'), hashPassword('a')])
  assert.notEqual(first.split('$')[3], second.split('$')[3])
  assert.notEqual(first.split('$')[4], second.split('$')[4])
  assert.deepEqual(
    await Promise.all([verifyPassword('a', first), verifyPassword('a', second)]), [true, true],
  )
  assert.equal(await verifyPassword('b', first), false)
})

// Of its four, this is the one within our limits: the others have no salt, p=16 and N=2^20. The
// first 32 bytes of its key are the whole key when 32 are asked for.
test('the vector of RFC 7914, section 12, is right', async () => {
  const key = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex')
  const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  const stored = `$scrypt$ln=14,r=8,p=1$${base64(Buffer.from('SodiumChloride'))}$${base64(key)}`
  assert.equal(await verifyPassword('pleaseletmein', stored), true)
  assert.equal(await verifyPassword('Pleaseletmein', stored), false)
})

test('the other vectors of RFC 7914 hold for the scrypt that we call', () => {
  const rows: [password: string, salt: string, options: ScryptOptions, key: string][] = [
    ['', '', { N: 16, r: 1, p: 1 }, '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede2' +
      '1442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906'],
    ['password', 'NaCl', { N: 1024, r: 8, p: 16 }, 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237' +
      '830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640'],
  ]
  for (const [password, salt, options, key] of rows) {
    assert.equal(scryptSync(password, salt, 64, options).toString('hex'), key)
  }
})

test("a password that was stored with weaker parameters than today's is hashed again", async () => {
  const salt = 'A'.repeat(22)
  const key = 'A'.repeat(43)
  const rows: [stored: string, isOld: boolean][] = [
    [await hashPassword('a'), false],
    [`$scrypt$ln=15,r=8,p=3$${salt}$${key}`, false],
    [`$scrypt$ln=16,r=8,p=3$${salt}$${key}`, false],
    [`$scrypt$ln=15,r=9,p=3$${salt}$${key}`, false],
    [`$scrypt$ln=15,r=8,p=4$${salt}$${key}`, false],
    [`$scrypt$ln=14,r=8,p=3$${salt}$${key}`, true],
    [`$scrypt$ln=14,r=16,p=8$${salt}$${key}`, true],
    [`$scrypt$ln=15,r=7,p=3$${salt}$${key}`, true],
    [`$scrypt$ln=15,r=8,p=2$${salt}$${key}`, true],
    [`$scrypt$ln=15,r=8,p=3$${salt.slice(2)}$${key}`, true],
    [`$scrypt$ln=15,r=8,p=3$${salt}$${key.slice(2)}`, true],
    [cheap, true],
    [`$argon2id$v=19$m=19456,t=2,p=1$${salt}$${key}`, true],
    ['', true],
  ]
  for (const [stored, isOld] of rows) assert.equal(needsRehash(stored), isOld, stored)
})

test('for an unknown user, one hash is computed too, within the same limits', async () => {
  const { total } = await watchHashes(() => spendPasswordTime('right'))
  assert.equal(total, 1)
  await assert.rejects(spendPasswordTime('x'.repeat(1025)), { name: 'RangeError' })
  const { peak, outcomes } = await watchHashes(() => Promise.allSettled([
    ...Array.from({ length: 36 }, () => verifyPassword('right', cheap)),
    spendPasswordTime('right'),
  ]))
  const last = outcomes.at(-1)
  assert.ok(last?.status === 'rejected' && last.reason instanceof PasswordsBusyError)
  assert.equal(peak, 4)
})

test('only the password itself is right', async () => {
  const rows: [stored: string, typed: string, isRight: boolean][] = [
    ['right', 'right', true],
    ['right', 'Right', false],
    ['right', 'right ', false],
    ['right', 'righ', false],
    ['right', '', false],
    ['', '', true],
    ['x'.repeat(1024), 'x'.repeat(1024), true],
    ['x'.repeat(1024), `${'x'.repeat(1023)}y`, false],
    ['🔑'.repeat(256), '🔑'.repeat(256), true],
    // One letter or two, depending on the keyboard: ü and u with a diaeresis.
    ['\u00fc', 'u\u0308', true],
    ['\u00fc', 'u', false],
  ]
  for (const [stored, typed, isRight] of rows) {
    assert.equal(await verifyPassword(typed, cheapHash(stored)), isRight, `${stored} ${typed}`)
  }
})

test('a password of more than 1 KiB is refused, not cut', async () => {
  for (const long of ['x'.repeat(1025), 'é'.repeat(513), '🔑'.repeat(257)]) {
    const tooLong = { name: 'RangeError', message: 'A password has at most 1024 bytes' }
    await assert.rejects(hashPassword(long), tooLong)
    await assert.rejects(verifyPassword(long, cheap), tooLong)
  }
})

test('a stored text of another form, or with dear parameters, is refused first', async () => {
  const salt = 'AAAAAAAAAAAAAAAAAAAAAA'
  const key = 'A'.repeat(43)
  const bad = [
    '', 'right', '$scrypt$', `$argon2id$ln=15,r=8,p=3$${salt}$${key}`,
    `$scrypt$ln=18,r=8,p=1$${salt}$${key}`,
    `$scrypt$ln=99,r=8,p=1$${salt}$${key}`,
    `$scrypt$ln=0,r=8,p=1$${salt}$${key}`,
    `$scrypt$ln=1,r=17,p=1$${salt}$${key}`,
    `$scrypt$ln=1,r=8,p=9$${salt}$${key}`,
    `$scrypt$ln=100,r=8,p=1$${salt}$${key}`,
    `$scrypt$ln=-1,r=8,p=1$${salt}$${key}`,
    `$scrypt$r=8,ln=1,p=1$${salt}$${key}`,
    `$scrypt$ln=1,r=8,p=1$$${key}`,
    `$scrypt$ln=1,r=8,p=1$${salt}$`,
    `$scrypt$ln=1,r=8,p=1$${salt}$${key}=`,
    `$scrypt$ln=1,r=8,p=1$${salt}$${key}$`,
    `$scrypt$ln=1,r=8,p=1$${salt}$${key}\n`,
    ` $scrypt$ln=1,r=8,p=1$${salt}$${key}`,
  ]
  const { peak } = await watchHashes(async () => {
    for (const stored of bad) {
      await assert.rejects(verifyPassword('right', stored), /stored password has an unknown form/)
    }
  })
  assert.equal(peak, 0)
  for (const parameters of ['ln=2,r=16,p=8', 'ln=17,r=2,p=1']) {
    const dearest = `$scrypt$${parameters}$${salt}$${key}`
    assert.equal(await verifyPassword('right', dearest), false, 'what is just allowed is computed')
  }
})

test('a stored key that was cut off is not right', async () => {
  for (const length of [42, 22, 4, 2]) {
    const cut = cheap.slice(0, cheap.lastIndexOf('$') + 1 + length)
    assert.equal(await verifyPassword('right', cut), false, cut)
  }
})

test('at most 4 are hashed at once, 32 wait, and more are told to come back', async () => {
  const { peak, outcomes } = await watchHashes(() =>
    Promise.allSettled(Array.from({ length: 40 }, () => verifyPassword('right', cheap))))
  assert.equal(peak, 4)
  const served = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)
  assert.equal(served.length, 36)
  for (const outcome of outcomes.slice(36)) {
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof PasswordsBusyError)
  }
})

test('after a rush, and after hashes that failed, all places are free again', async () => {
  const tooMany = Array.from({ length: 50 }, () => verifyPassword('right', cheap))
  await Promise.allSettled(tooMany)
  // N must be below 2^(16 r) (RFC 7914, section 2).
  const impossible = `$scrypt$ln=16,r=1,p=1$AAAA$${'A'.repeat(43)}`
  for (let round = 0; round < 10; round += 1) await assert.rejects(verifyPassword('', impossible))
  const { peak, outcomes } = await watchHashes(() =>
    Promise.all(Array.from({ length: 36 }, () => verifyPassword('right', cheap))))
  assert.equal(peak, 4)
  assert.ok(outcomes.every((isRight) => isRight))
})

/** Runs something, and counts how many hashes were under way at the same time. */
async function watchHashes<Value>(run: () => Promise<Value>) {
  const underWay = new Set<number>()
  let peak = 0
  let total = 0
  const hook = createHook({
    init(id, type) {
      if (type !== 'SCRYPTREQUEST') return
      underWay.add(id)
      total += 1
      peak = Math.max(peak, underWay.size)
    },
    before: (id) => void underWay.delete(id),
  }).enable()
  const outcomes = await run()
  hook.disable()
  return { peak, total, outcomes }
}
