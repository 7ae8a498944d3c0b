import assert from 'node:assert/strict'
import test from 'node:test'
import { accessLimitMs } from '../../../src/auth/tokens/accessToken.ts'
import { signJwt } from '../../../src/auth/tokens/jwt.ts'
import { createJwtKeys } from '../../../src/auth/tokens/jwtKeys.ts'
import { minuteMs, secondMs } from '../../../src/basics/clock.ts'
import { sql } from '../../../src/database/sql.ts'
import { addUser, startFamily } from '../../features/users/accounts.ts'
import { fieldsOf, pick } from '../../pick.ts'
import { openAuth } from '../openAuth.ts'

const secret = new Uint8Array(32).fill(1)
const other = new Uint8Array(32).fill(2)

async function open(t: test.TestContext) {
  const { site, auth: { accessTokens } } = openAuth(t, { tokenKeys: [{ kid: 'a', secret }] })
  const user = await addUser(site)
  const { family } = await startFamily(site, user)
  const token = accessTokens.issue({ user, family, scopes: ['links:read', 'account'] })
  return { site, accessTokens, user, family, token }
}

function claimsOf(token: string): Record<string, unknown> {
  return fieldsOf(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()))
}

test('a token says who, for whom, from whom and until when, and nothing private', async (t) => {
  const { site, user, family, token } = await open(t)
  const [header = ''] = token.split('.')
  assert.deepEqual(JSON.parse(Buffer.from(header, 'base64url').toString()),
    { alg: 'HS256', typ: 'at+jwt', kid: 'a' })
  const { jti, ...claims } = claimsOf(token)
  const now = site.clock.now / secondMs
  assert.match(String(jti), /^[0-9a-f-]{36}$/)
  assert.deepEqual(claims, {
    iss: 'http://localhost:3000', aud: 'http://localhost:3000', sub: String(user), iat: now,
    exp: now + 900, sid: String(family), scope: 'links:read account',
  })
})

test('a token leads to its account, its rights and its family', async (t) => {
  const { accessTokens, user, family, token } = await open(t)
  const found = await accessTokens.find(token)
  assert.deepEqual([found?.account.id, found?.family, [...found?.scopes ?? []]],
    [user, family, ['links:read', 'account']])
})

test('a token ends after a quarter of an hour', async (t) => {
  const { site, accessTokens, token } = await open(t)
  assert.equal(accessLimitMs, 15 * minuteMs)
  site.clock.now += accessLimitMs - 1
  assert.ok(await accessTokens.find(token))
  site.clock.now += 1
  assert.equal(await accessTokens.find(token), undefined)
})

test('what the database says acts at once', async (t) => {
  const { site, accessTokens, token } = await open(t)
  const role = async () => (await accessTokens.find(token))?.account.role
  assert.equal(await role(), 'user')
  await site.database.run(sql`update users set role = 'admin'`)
  assert.equal(await role(), 'admin')
  await site.database.run(sql`insert into users (email, role, created_at, updated_at)
    values ('second@example.org', 'admin', 0, 0)`)
  await site.database.run(sql`update users set disabled_at = 1 where id = 1`)
  assert.equal(await role(), undefined)
  await site.database.run(sql`update users set disabled_at = null where id = 1`)
  assert.equal(await role(), 'admin')
  await site.database.run(sql`delete from token_families`)
  assert.equal(await role(), undefined)
})

test('a token of a family that is over, or of another user, does not count', async (t) => {
  const { site, accessTokens, user, family, token } = await open(t)
  const eve = await addUser(site, { email: 'eve@example.org' })
  for (const grant of [{ user: eve, family }, { user, family: family + 1 }, { user: 99, family }]) {
    const foreign = accessTokens.issue({ ...grant, scopes: ['account'] })
    assert.equal(await accessTokens.find(foreign), undefined, JSON.stringify(grant))
  }
  await site.database.run(sql`update token_families set expires_at = ${site.clock.now}`)
  assert.equal(await accessTokens.find(token), undefined)
})

test('only an access token of ours passes, although the key is right', async (t) => {
  const { site, accessTokens, token } = await open(t)
  const keys = createJwtKeys([{ kid: 'a', secret }])
  const good = { iss: '', aud: '', sub: '', jti: '', iat: 0, exp: 0, ...claimsOf(token) }
  const now = site.clock.now / secondMs
  const rows: [changed: object, typ: string, isGood: boolean][] = [
    [{}, 'at+jwt', true],
    [{}, 'JWT', false],
    [{}, 'id+jwt', false],
    [{ iss: 'https://evil.example' }, 'at+jwt', false],
    [{ aud: 'https://evil.example' }, 'at+jwt', false],
    [{ exp: now }, 'at+jwt', false],
    [{ iat: now + 61, exp: now + 900 }, 'at+jwt', false],
    [{ nbf: now + 61 }, 'at+jwt', false],
    [{ sid: undefined }, 'at+jwt', false],
    [{ sid: 1 }, 'at+jwt', false],
    [{ sid: '1 or 1=1' }, 'at+jwt', false],
    [{ sub: 'x' }, 'at+jwt', false],
    [{ scope: undefined }, 'at+jwt', false],
    [{ scope: ['account'] }, 'at+jwt', false],
  ]
  for (const [changed, typ, isGood] of rows) {
    const made = signJwt(keys, { typ, claims: { ...good, ...changed } })
    const found = await accessTokens.find(made)
    assert.equal(found !== undefined, isGood, JSON.stringify([changed, typ]))
  }
  const foreign = signJwt(createJwtKeys([{ kid: 'a', secret: other }]),
    { typ: 'at+jwt', claims: good })
  for (const text of [foreign, `${token}.`, `${token}x`, '', 'x.y.z']) {
    assert.equal(await accessTokens.find(text), undefined, text)
  }
  const unknown = { ...good, scope: 'account root links:delete' }
  const made = await accessTokens.find(signJwt(keys, { typ: 'at+jwt', claims: unknown }))
  assert.deepEqual([...made?.scopes ?? []], ['account'], 'rights that nobody knows are none')
})

test('a new key signs, and tokens of the old one count until it is taken out', async (t) => {
  const { site, auth: { accessTokens } } = openAuth(t, {
    tokenKeys: [{ kid: 'new', secret: other }, { kid: 'a', secret }],
  })
  const user = await addUser(site)
  const { family } = await startFamily(site, user)
  const token = accessTokens.issue({ user, family, scopes: ['account'] })
  const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  assert.equal(pick(header, 'kid'), 'new')
  const claims = { iss: '', aud: '', sub: '', jti: '', iat: 0, exp: 0, ...claimsOf(token) }
  const sign = (kid: string, key: Uint8Array) =>
    signJwt(createJwtKeys([{ kid, secret: key }]), { typ: 'at+jwt', claims })
  assert.ok(await accessTokens.find(sign('a', secret)))
  assert.equal(await accessTokens.find(sign('gone', secret)), undefined)
  assert.equal(await accessTokens.find(sign('new', secret)), undefined)
})
