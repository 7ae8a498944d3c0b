import assert from 'node:assert/strict'
import test from 'node:test'
import type { Random } from '../../../../src/basics/random.ts'
import type { Database } from '../../../../src/database/database.ts'
import { sql } from '../../../../src/database/sql.ts'
import { isReserved, reservedNames } from '../../../../src/features/links/make/reserved.ts'
import { createLinks } from '../../../../src/features/links/routes.ts'
import {
  checkSlug, isSlug, makeSlug, normalizeSlug,
} from '../../../../src/features/links/make/slug.ts'
import { App } from '../../../../src/http/app.ts'
import { parseJson, pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'

const alphabet = '23456789bcdfghjkmnpqrstvwxyz'

/** A random source that gives these bytes, and then these again. */
function repeating(bytes: readonly number[]): (size: number) => Uint8Array {
  let next = 0
  return (size) => Uint8Array.from({ length: size }, () => bytes[next++ % bytes.length] ?? 0)
}

test('the alphabet has neither look-alikes nor vowels', () => {
  assert.doesNotMatch(alphabet, /[0o1ilaeu]/)
  const letters = new Set(makeSlug(repeating([...Array(252).keys()]), 252))
  assert.deepEqual([...letters].sort().join(''), alphabet)
})

test('every byte that is used gives each letter as often as any other', () => {
  const counts = new Map<string, number>()
  for (const letter of makeSlug(repeating([...Array(256).keys()]), 252)) {
    counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  assert.equal(counts.size, 28)
  assert.deepEqual([...new Set(counts.values())], [9], '252 bytes are 9 for each letter')
})

test('bytes that would favour some letters are thrown away', () => {
  const rows: [bytes: number[], slug: string][] = [
    [[0, 1, 2, 3, 4, 5, 6], '2345678'],
    [[28, 29, 27, 55, 251, 252, 253, 254, 255, 0], '23zzz22'],
    [[252, 252, 252, 252, 252, 252, 252, 7], '9999999'],
  ]
  for (const [bytes, slug] of rows) assert.equal(makeSlug(repeating(bytes)), slug, bytes.join())
})

test('a made slug has the length that was asked for, and is a slug', () => {
  for (const length of [3, 7, 8, 12, 50]) {
    const slug = makeSlug(repeating([3, 255, 200, 99]), length)
    assert.equal(slug.length, length)
    assert.ok(isSlug(slug))
  }
})

test('a slug is found however it is written', () => {
  assert.equal(normalizeSlug(' Summer-2026 '), 'summer-2026')
  assert.equal(normalizeSlug('ABC'), 'abc')
  // Only a link that moved here has such a name.
  const short = ['A', 'a_', 'a__', 'Ab', 'ab_', '7'].map((text) => normalizeSlug(text))
  assert.deepEqual(short, ['a__', 'a_', 'a__', 'ab_', 'ab_', '7__'])
  assert.deepEqual(['', '-', 'a-', 'ü'].map((text) => normalizeSlug(text)), ['', '-', 'a-', 'ü'])
})

test('what can be a slug', () => {
  const good = [
    'abc', '123', 'a-b', 'a_b', 'a--b', '0-0', 'x'.repeat(50), 'summer-2026', 'a__-b',
    'a__', 'ab_', '1__', '07_',
  ]
  const bad = [
    '', 'a', 'ab', 'x'.repeat(51), '-abc', 'abc-', '_abc', 'abc_', 'a_', 'a___', '___', '_a_',
    'a-_', 'A__', 'a b', 'a.b', 'a/b', 'a+b',
    'abc+',
    'ABC', 'aBc', 'süß', 'аbс', 'a\0b', 'abc\n', '\nabc', '%41bc', '..', '...', '---', "a'b", '<b>',
  ]
  for (const text of good) assert.ok(isSlug(text), text)
  for (const text of bad) assert.ok(!isSlug(text), JSON.stringify(text))
})

test('a chosen slug is brought into stored form, or refused with a reason', () => {
  const reserved = new Set(['api', 'links'])
  const length = 'Use 3 to 50 characters'
  const letters = 'Use letters from a to z and digits, with "-" and "_" between them'
  const rows: [text: string, slug: string | undefined, message?: string][] = [
    ['Summer-2026', 'summer-2026'],
    [' abc\t', 'abc'],
    ['\u200babc\u200e', 'abc'],
    ['\ufeff abc', 'abc'],
    ['a\u200bbc', undefined, letters],
    ['\u200bab', undefined, length],
    ['apis', 'apis'],
    ['abc', 'abc'],
    ['x'.repeat(50), 'x'.repeat(50)],
    ['ab', undefined, length],
    ['  ab ', undefined, length],
    ['', undefined, length],
    ['x'.repeat(51), undefined, length],
    ['a b', undefined, letters],
    ['abc-', undefined, letters],
    ['süß', undefined, letters],
    // The Kelvin sign becomes a plain k in lower case.
    ['\u212aey', 'key'],
    ['api', undefined, '"api" is the name of a page of this site'],
    ['LINKS', undefined, '"links" is the name of a page of this site'],
  ]
  for (const [text, slug, message] of rows) {
    assert.deepEqual(checkSlug(text, reserved), slug ?? { field: 'slug', message }, text)
  }
})

test('a link that moves here may have a name of one or two characters', () => {
  const names = new Set(['api', 'me'])
  const length = 'Use 1 to 50 characters'
  const letters = 'Use letters from a to z and digits, with "-" and "_" between them'
  const rows: [text: string, slug: string | undefined, message?: string][] = [
    ['a', 'a__'], ['A', 'a__'], ['1z', '1z_'], [' ab\u200b', 'ab_'], ['ab_', 'ab_'], ['abc', 'abc'],
    ['', undefined, length], ['x'.repeat(51), undefined, length], ['a-', undefined, letters],
    ['_', undefined, letters],
    ['ü1_', undefined, letters], ['abc_', undefined, letters],
    ['me', undefined, '"me" is the name of a page of this site'],
    ['api', undefined, '"api" is the name of a page of this site'],
    ['PayPal', undefined,
      '"paypal" is reserved, because people would trust it: choose another name'],
  ]
  for (const [text, slug, message] of rows) {
    const checked = checkSlug(text, names, { isImported: true })
    assert.deepEqual(checked, slug ?? { field: 'slug', message }, text)
  }
  for (const text of ['a', 'ab', 'a__', 'ab_']) {
    assert.equal(typeof checkSlug(text, names), 'object', text)
  }
})

test('names of pages, now and later, cannot be taken', async (t) => {
  const site = openTestApp(t)
  const names = new Set(site.app.routes().map(({ pattern }) => pattern.split('/')[1] ?? ''))
  assert.ok(names.has('healthz') && names.has('links') && names.has('hello'))
  const taken = [...names, 'login', 'books', 'admin', 'BULK', 'well-known']
    .filter((name) => /^\w/.test(name))
  for (const slug of taken) {
    const reply = await post(site.app, { target: 'https://example.com', slug })
    assert.equal(reply.status, 422, slug)
    assert.equal(pick(reply.body, 'errors', 0, 'field'), 'slug', slug)
  }
})

test('names that people would trust are reserved in every spelling', () => {
  const reserved = [
    'signin', 'sign-in', 'Sign_In', 'SIGNIN', 'sign--in', 'login', 'log-in', 'l0gin', 'paypal',
    'PayPal', 'pay-pal', 'paypa1', 'p4yp4l', 'reset-password', 'resetpassword', 'password_reset',
    'verify', 'verify-account', 'account-verify', 'paypal-login', 'secure-paypal-login', 'apple',
    'app1e', 'apple-id', 'google', 'g00gle', 'micros0ft', 'microsoft-support', 'amazon', 'facebook',
    'whatsapp', 'netflix', 'dhl', 'usps', 'hmrc', 'irs', 'bank-of-america', 'wells-fargo',
    'security', 'support', 'help-desk', 'billing', 'invoice', 'refund', 'gift-card', '2fa',
    'two-factor', 'wallet', 'metamask', 'root', 'administrator', 'webmaster', 'postmaster',
    'privacy-policy', 'terms-of-service', 'paypaI', 'paypai', 'goog1e', 'googie', 'arnazon',
    'rnicrosoft', 'vvhatsapp', 'secure-paypaI', 'adrnin',
  ]
  const free = [
    'summer', 'summer-2026', 'apple-pie', 'my-holiday', 'amazon-river', 'book-club',
    'login-flow-talk', 'team-lunch', 'menu', 'party', 'wedding', 'poster', 'cv-anna', '2026', 'abc',
    'modern', 'corner', 'mail-list', 'still-life', 'paypalace', '4711', 'a01', 'n-2-6', '1-0-5',
  ]
  for (const slug of reserved) assert.ok(isReserved(slug), slug)
  for (const slug of free) assert.ok(!isReserved(slug), slug)
})

test('the list of reserved names is sorted, plain and long enough', () => {
  assert.ok(reservedNames.length > 500)
  assert.deepEqual(reservedNames, [...new Set(reservedNames)].sort())
  for (const name of reservedNames) assert.match(name, /^[a-z0-9]{3,50}$/)
})

test('a reserved name is refused for a new link, and an old link that has it works', async (t) => {
  const site = openTestApp(t)
  await post(site.app, { target: 'https://example.com', slug: 'abc' })
  await site.database.run(sql`update links set slug = 'paypal' where slug = 'abc'`)
  const { status, body } = await post(site.app, { target: 'https://example.com', slug: 'Pay-Pal' })
  assert.equal(status, 422)
  assert.match(String(pick(body, 'errors', 0, 'message')), /^"pay-pal" is reserved, because /)
  assert.equal((await site.request('GET', '/paypal')).status, 302)
})

test('a slug that is taken is replaced, by a longer one after five tries', async (t) => {
  const { database } = openTestApp(t)
  const asked: number[] = []
  // Always the same bytes: every slug is 2222222, until a longer one is asked for.
  const random = (size: number) => {
    if (size < 32) asked.push(size)
    return new Uint8Array(size)
  }
  const app = openLinks({ database, random })
  const made: unknown[] = []
  for (let count = 0; count < 6; count += 1) {
    const { status, body } = await post(app, { target: 'https://example.com' })
    assert.equal(status, 201)
    made.push(pick(body, 'slug'))
  }
  assert.deepEqual(made, [7, 8, 9, 10, 11, 12].map((length) => '2'.repeat(length)))
  // The first link took one try; the second one five, and one more.
  assert.deepEqual(asked.slice(0, 7), [7, 7, 7, 7, 7, 7, 8])
  const next = post(app, { target: 'https://example.com' })
  await assert.rejects(next, /No free slug was found in 10 tries/)
})

test('a slug that somebody gave back is not made for anybody else', async (t) => {
  const { database } = openTestApp(t)
  await database.batch([
    sql`insert into owners (id, token_hash, created_at)
      values (900, ${new Uint8Array(32)}, 0)`,
    sql`insert into retired_slugs values ('2222222', 900)`,
  ])
  const bytes = [...Array<number>(7).fill(0), ...Array<number>(7).fill(1)]
  const bySize = repeating(bytes)
  const random = (size: number) => (size === 7 ? bySize(7) : new Uint8Array(size).fill(9))
  const { body } = await post(openLinks({ database, random }), { target: 'https://example.com' })
  assert.equal(pick(body, 'slug'), '3333333')
})

/** The shortener alone, with a random source that is known. */
function openLinks(options: { database: Database; random: Random }): App {
  const app = new App()
  const secret = new Uint8Array(32)
  createLinks({ ...options, secret, publicOrigin: 'http://localhost:3000' }).addRoutes(app)
  return app
}

async function post(app: App, link: object): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json' }
  const reply = await app.request('POST', '/api/links', { headers, body: JSON.stringify(link) })
  return { status: reply.status, body: parseJson(String(reply.body)) }
}
