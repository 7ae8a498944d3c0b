import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import test from 'node:test'
import {
  publishForMs, signForMs, SigningKeys,
} from '../../../../src/features/oauth/server/signingKeys.ts'
import { verifyIdToken } from '../../../../src/features/oauth/client/idToken.ts'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'

const secret = new Uint8Array(32).fill(7)

function open({ database, clock }: TestApp, own = secret) {
  return new SigningKeys({ database, clock: () => clock.now, secret: own })
}

function claimsAt({ clock }: TestApp) {
  const now = Math.floor(clock.now / 1_000)
  return { iss: 'i', sub: 's', aud: 'c', nonce: 'n', iat: now, exp: now + 60 }
}

const kidOf = (token: string) =>
  String(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid)

test('what one process signs, another one publishes the key of', async (t) => {
  const site = openTestApp(t)
  const token = await open(site).sign(claimsAt(site))
  const keys = await open(site).publicKeys()
  assert.equal(keys.length, 1)
  const expected = { issuer: 'i', clientId: 'c', nonce: 'n', now: site.clock.now / 1_000 }
  assert.equal(verifyIdToken(keys, token, expected).subject, 's')
})

test('of processes that begin together one makes the key', async (t) => {
  const site = openTestApp(t)
  const tokens = await Promise.all([open(site), open(site), open(site)].map((keys) =>
    keys.sign(claimsAt(site))))
  assert.equal(new Set(tokens.map(kidOf)).size, 1)
  assert.equal((await open(site).publicKeys()).length, 1)
})

test('of requests that come together one makes the key', async (t) => {
  const site = openTestApp(t)
  let made = 0
  const hook = createHook({
    init: (_id, type) => void (made += type === 'KEYPAIRGENREQUEST' ? 1 : 0),
  }).enable()
  for (const round of [1, 2]) {
    const replies = await Promise.all(Array.from({ length: 10 }, () =>
      site.request('GET', '/oauth/jwks.json')))
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1)
    assert.equal(made, round)
    site.clock.now += signForMs
  }
  hook.disable()
})

test('a new key takes over, and the old one is published until its tokens are gone', async (t) => {
  const site = openTestApp(t)
  const keys = open(site)
  const first = kidOf(await keys.sign(claimsAt(site)))
  site.clock.now += signForMs - 1
  assert.equal(kidOf(await keys.sign(claimsAt(site))), first)
  site.clock.now += 1
  const second = kidOf(await keys.sign(claimsAt(site)))
  assert.notEqual(second, first)
  assert.deepEqual((await keys.publicKeys()).map(({ kid }) => kid), [second, first])
  site.clock.now += publishForMs - signForMs
  await keys.clean()
  assert.deepEqual((await keys.publicKeys()).map(({ kid }) => kid), [second])
  assert.deepEqual((await keys.pastKeys()).map(({ kid }) => kid), [second, first])
  const kept = await site.database.all(sql<{ kid: string; bytes: number }>`
    select kid, length(private_key) > 0 as bytes from signing_keys order by created_at desc`)
  assert.deepEqual(kept.map(({ kid, bytes }) => [kid, bytes]), [[second, 1], [first, 0]])
})

test('the private half is not in the database, and not in what is published', async (t) => {
  const site = openTestApp(t)
  const keys = open(site)
  await keys.sign(claimsAt(site))
  const row = await site.database.one(sql<{ key: Uint8Array; text: string }>`
    select private_key as key, public_key as text from signing_keys`)
  // A key in DER begins with a sequence that holds a version and the name of RSA.
  const nameOfRsa = Buffer.from('2a864886f70d010101', 'hex')
  assert.equal(Buffer.from(row?.key ?? []).includes(nameOfRsa), false)
  const [jwk = {}] = await keys.publicKeys()
  assert.deepEqual(Object.keys(jwk).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use'])
  assert.equal(Buffer.from(String(jwk.n), 'base64url').length * 8, 3072)
})

test('with another secret, or a key that was exchanged, a new key is made', async (t) => {
  const site = openTestApp(t)
  const first = kidOf(await open(site).sign(claimsAt(site)))
  const other = open(site, new Uint8Array(32).fill(8))
  const second = kidOf(await other.sign(claimsAt(site)))
  assert.notEqual(second, first)
  await site.database.run(sql`update signing_keys set kid = 'exchanged'`)
  const third = open(site, new Uint8Array(32).fill(8))
  assert.notEqual(kidOf(await third.sign(claimsAt(site))), 'exchanged')
})
