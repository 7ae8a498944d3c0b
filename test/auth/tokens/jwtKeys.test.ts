import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import test from 'node:test'
import { inspect } from 'node:util'
import { createJwtKeys, headerOf, macOf } from '../../../src/auth/tokens/jwtKeys.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

// Case 5 is about an output that is cut short, which HS256 has not.
test('the vectors of RFC 4231 hold for the function that signs', () => {
  const rows: [key: Uint8Array, data: string | Uint8Array, mac: string][] = [
    [
      Buffer.alloc(20, 0x0b), 'Hi There',
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      Buffer.from('Jefe'), 'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      Buffer.alloc(20, 0xaa), Buffer.alloc(50, 0xdd),
      '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
    ],
    [
      hex('0102030405060708090a0b0c0d0e0f10111213141516171819'), Buffer.alloc(50, 0xcd),
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    ],
    [
      Buffer.alloc(131, 0xaa), 'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      Buffer.alloc(131, 0xaa),
      'This is a test using a larger than block-size key and a larger than block-size data. ' +
        'The key needs to be hashed before being used by the HMAC algorithm.',
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ]
  for (const [key, data, mac] of rows) {
    assert.equal(macOf(createSecretKey(key), data), hex(mac).toString('base64url'))
  }
})

// Its header has the type JWT and no kid, so it is no token of ours; its signature is one.
test('the vector of RFC 7515, appendix A.1, holds for the function that signs', () => {
  const key = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T' +
    '-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'
  const signed = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.' +
    'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt' +
    'cGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
  assert.equal(
    macOf(createSecretKey(Buffer.from(key, 'base64url')), signed),
    'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  )
})

test('the first key signs', () => {
  const { current, byKid } = createJwtKeys([
    { kid: 'new', secret: Buffer.alloc(32, 1) }, { kid: 'old', secret: Buffer.alloc(64, 2) },
  ])
  assert.equal(current.kid, 'new')
  assert.deepEqual([...byKid.keys()], ['new', 'old'])
})

test('a bad key stops the start', () => {
  const good = Buffer.alloc(32, 1)
  const rows: [rule: string, list: { kid: string; secret: Uint8Array }[], message: string][] = [
    ['no key', [], 'Cannot sign tokens without a JWT key'],
    [
      'one byte too few', [{ kid: 'a', secret: Buffer.alloc(31, 1) }],
      'Cannot use the JWT key "a": it has 31 bytes, fewer than 32',
    ],
    [
      'an empty one', [{ kid: 'a', secret: new Uint8Array() }],
      'Cannot use the JWT key "a": it has 0 bytes, fewer than 32',
    ],
    [
      'a short one behind', [{ kid: 'a', secret: good }, { kid: 'b', secret: Buffer.alloc(16) }],
      'Cannot use the JWT key "b": it has 16 bytes, fewer than 32',
    ],
    ['no name', [{ kid: '', secret: good }], 'Cannot use a JWT key: its kid is empty'],
    [
      'a name twice', [{ kid: 'a', secret: good }, { kid: 'a', secret: Buffer.alloc(32, 2) }],
      'Cannot use two JWT keys with the kid "a"',
    ],
  ]
  for (const [rule, list, message] of rows) {
    assert.throws(() => createJwtKeys(list), { message }, rule)
  }
})

test('a key shows nothing of itself, and cannot be changed from outside', () => {
  const secret = Buffer.from('visible'.repeat(5))
  const { current } = createJwtKeys([{ kid: 'a', secret }])
  const mac = macOf(current.secret, 'text')
  assert.doesNotMatch(inspect(current, { depth: 9, showHidden: true }), /visible|76 ?69 ?73/)
  assert.doesNotMatch(JSON.stringify(current), /visible|118,105/)
  secret.fill(0)
  assert.equal(macOf(current.secret, 'text'), mac)
})

test('a header has algorithm, type and key, whatever their names contain', () => {
  const rows: [kid: string, typ: string][] = [
    ['2026-11', 'at+jwt'], ['2026-11', 'JWT'], ['a"b', 'x\\y'], ['__proto__', 'constructor'],
  ]
  for (const [kid, typ] of rows) {
    const { current } = createJwtKeys([{ kid, secret: Buffer.alloc(32, 1) }])
    for (let time = 0; time < 2; time += 1) {
      const header = Buffer.from(headerOf(current, typ), 'base64url').toString()
      assert.deepEqual(JSON.parse(header), { alg: 'HS256', typ, kid })
    }
  }
})
