// Steps: how keys are made, kept and shown, and how they end.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readIfThere } from '../../src/course/check/readIfThere.ts'
import {
  isSuccess, newBrowser, readList, type Account, type Browser,
} from '../35-passwords/client.ts'
import {
  bearer, expectKeyWorks, expectNoStore, expectUnknown, makeKey, refuseForms, type KeyTools,
  type MadeKey,
} from './programs.ts'
import { bitsOf, sourceOf } from './randomBits.ts'

const me = '/api/users/me'
const leastBits = 240
const keyScopes = ['account', 'links:read'] as const

/** Makes some keys, and looks for them in the file, in the list and in URLs. */
export async function makeKeys(tools: KeyTools): Promise<void> {
  const { send } = tools
  const { account, browser } = await newBrowser(tools)
  const keys: MadeKey[] = []
  for (let count = 0; count < 4; count += 1) {
    keys.push(await makeKey(tools, browser, { scopes: keyScopes }))
  }
  for (const key of keys) expectNoStore(tools, key.exchange)
  const [first] = keys
  if (first === undefined) return
  await expectKeyWorks(tools, first, me)
  expectRandom(tools, account, keys)
  expectHashed(tools, first)
  await expectListed(tools, browser, keys)
  for (const name of ['key', 'access_token', 'api_key', 'token']) {
    const exchange = await send({ target: `${me}?${name}=${encodeURIComponent(first.key)}` })
    expectUnknown(tools, exchange, { id: 'key-in-url' })
  }
  const { key } = first
  for (const [what, other] of [
    ['for a key with another letter, or in another case', changeLetter(key)],
    ['for a key without its last character', key.slice(0, -1)],
    ['for a key with one more character', `${key}A`],
  ] as const) {
    expectUnknown(tools, await send({ target: me, headers: bearer({ key: other }) }), { what })
  }
  await refuseForms(tools, [
    ['a key without its scheme', key], ['a key with another scheme', `Digest ${key}`],
    ['another scheme in front', `Digest Bearer ${key}`],
    ['another scheme with a longer name', `xBearer ${key}`],
    ['something after the key', `Bearer ${key} ${tools.fresh.word()}`],
  ])
}

// Capital and small letters aren't the same, unless the key has only one kind of them.
function changeLetter(key: string): string {
  const body = key.slice('gw_'.length)
  const isMixed = /[a-z]/.test(body) && /[A-Z]/.test(body)
  const index = key.length - body.length + (isMixed ? body.search(/[a-z]/i) : 0)
  const letter = key.charAt(index)
  const swapped = /[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()
  const other = letter === 'a' ? 'b' : 'a'
  return `${key.slice(0, index)}${isMixed ? swapped : other}${key.slice(index + 1)}`
}

function expectRandom(
  { fail, query }: KeyTools, { email }: Account, keys: readonly MadeKey[],
): void {
  const [last] = keys.slice(-1)
  const expected = '256 random bits'
  const bits = bitsOf(keys.map(({ key }) => key.slice('gw_'.length)))
  if (bits < leastBits) {
    return fail('key-guessable', {
      exchange: last?.exchange, mark: 'body', expected,
      actual: `about ${Math.round(bits)} bits that differ between ${keys.length} keys`,
    })
  }
  if (last === undefined) return
  const { key, name, id, exchange } = last
  const [row] = query('select user, created_at from api_keys where name = ?', name)
  const known = [name, email, id, String(row?.['user']), String(row?.['created_at'])]
  const source = sourceOf(key.slice('gw_'.length), known)
  if (source === undefined) return
  fail('key-guessable', { exchange, mark: 'body', expected, actual: `it's a hash of ${source}` })
}

function expectHashed({ fail, query, database }: KeyTools, { key, name }: MadeKey): void {
  const body = key.slice('gw_'.length)
  const texts = [key, body].flatMap((text) => [
    text, ...(['hex', 'base64', 'base64url'] as const).map((form) =>
      Buffer.from(text).toString(form).replace(/=+$/, '')),
  ])
  const bytes = [Buffer.from(body, 'base64url'), Buffer.from(body, 'hex')]
    .filter(({ length }) => length >= 16)
  const [row = {}] = query('select * from api_keys where name = ?', name)
  for (const [column, value] of Object.entries(row)) {
    if (!texts.some((text) => String(value).includes(text))) continue
    return fail('key-stored', { actual: `${column} is ${String(value)}` })
  }
  for (const ending of ['', '-wal']) {
    const file = readIfThere(database + ending)
    if (![...texts, ...bytes].some((each) => file.includes(each))) continue
    return fail('key-stored', { actual: `the key ${key} is in the file ${ending}`.trim() })
  }
}

async function expectListed(
  tools: KeyTools, browser: Browser, keys: readonly MadeKey[],
): Promise<void> {
  const { fail, query } = tools
  const exchange = await browser.send({ target: '/api/keys' })
  const listed = readList(exchange, 'keys')
  const missing = keys.find(({ id, name }) =>
    !listed.some((each) => String(each['id']) === id && each['name'] === name
      && wordsOf(each['scopes']) === keyScopes.join(' ')))
  if (missing !== undefined) {
    const { id, name } = missing
    return fail('not-in-list', {
      exchange, actual: JSON.stringify(listed),
      expected: `"keys" with ${JSON.stringify({ id, name, scopes: keyScopes })}`,
    })
  }
  for (const { key, name } of keys) {
    const [row] = query('select key_hash from api_keys where name = ?', name)
    const secrets = [key.slice('gw_'.length), String(row?.['key_hash'])]
    const shown = secrets.find((secret) => exchange.answer.text.includes(secret))
    if (shown === undefined) continue
    return fail('key-shown-again', { exchange, mark: 'body', actual: shown })
  }
  expectNoStore(tools, exchange)
}

// A list of scopes, or a text with spaces or commas between them.
function wordsOf(scopes: unknown): string {
  return [scopes].flat().join(' ').split(/[ ,]+/).toSorted().join(' ')
}

/** Lets days go by, and revokes keys: one's own, and those of others. */
export async function endKeys(tools: KeyTools): Promise<void> {
  const { browser } = await newBrowser(tools)
  const [key, kept] = [
    await makeKey(tools, browser, { scopes: ['account'] }),
    await makeKey(tools, browser, { scopes: ['account'] }),
  ]
  await revokeForeign(tools, key)
  await revokeUnknown(tools, browser, key)
  await expectKeyWorks(tools, key, me)
  const target = `/api/keys/${key.id}`
  await expectRevoked(tools, key, await browser.send({ method: 'DELETE', target }))
  await expectKeyWorks(tools, kept, me)
  // A key with the scope account can revoke keys, itself for example.
  const exchange = await tools.send({
    method: 'DELETE', target: `/api/keys/${kept.id}`, headers: bearer(kept),
  })
  if (!isSuccess(exchange)) {
    return tools.fail('key-refused', { exchange, mark: 'status', expected: '204' })
  }
  await expectRevoked(tools, kept, exchange)
  await letDaysGoBy(tools, browser)
}

async function expectRevoked(tools: KeyTools, key: MadeKey, exchange: HttpExchange): Promise<void> {
  const again = await tools.send({ target: me, headers: bearer(key) })
  expectUnknown(tools, again, { id: 'revoked-accepted' })
  if (!isSuccess(exchange)) {
    return tools.fail('revoked-accepted', { exchange, mark: 'status', expected: '204' })
  }
  expectNoStore(tools, exchange)
}

async function revokeForeign(tools: KeyTools, { id, name }: MadeKey): Promise<void> {
  const { fail, query } = tools
  const { browser } = await newBrowser(tools)
  const exchange = await browser.send({ method: 'DELETE', target: `/api/keys/${id}` })
  const isGone = query('select 1 from api_keys where name = ?', name).length === 0
  if (!isGone && exchange.answer.status === 404) return
  fail('others-key-revoked', { exchange, mark: 'status', expected: '404, and the key still there' })
}

async function revokeUnknown(tools: KeyTools, browser: Browser, { id }: MadeKey): Promise<void> {
  for (const unknown of tools.fresh.shuffle(['999999999', '-1', 'x', '1e99', `${id}x`])) {
    const exchange = await browser.send({ method: 'DELETE', target: `/api/keys/${unknown}` })
    if ([404, 400, 422].includes(exchange.answer.status)) continue
    return tools.fail('others-key-revoked', {
      exchange, mark: 'status', expected: `404: no key has the id ${unknown}`,
    })
  }
}

const dayMs = 86_400_000

async function letDaysGoBy(tools: KeyTools, browser: Browser): Promise<void> {
  const { change, fail, fresh, query, send } = tools
  const scopes = ['account'] as const
  for (const days of [undefined, null, 1, fresh.integer(2, 3_649), 3_650]) {
    const end = typeof days === 'number' ? Date.now() + days * dayMs : null
    const key = await makeKey(tools, browser, { scopes, ...(days !== undefined && { days }) })
    const [row] = query('select expires_at from api_keys where name = ?', key.name)
    const stored = row?.['expires_at']
    const isRight = end === null
      ? stored === null : typeof stored === 'number' && Math.abs(stored - end) < 60_000
    if (isRight) continue
    return fail('days-ignored', {
      exchange: key.exchange, expected: `expires_at is ${end ?? 'null'}`, actual: String(stored),
    })
  }
  await refuseDays(tools, browser)
  const key = await makeKey(tools, browser, { scopes, days: fresh.integer(2, 30) })
  const set = (end: number) =>
    change('update api_keys set expires_at = ? where name = ?', end, key.name)
  set(Date.now() + 60_000)
  await expectKeyWorks(tools, key, me)
  set(Date.now() - 1_000)
  const late = await send({ target: me, headers: bearer(key) })
  expectUnknown(tools, late, { id: 'expired-accepted' })
}

async function refuseDays(tools: KeyTools, browser: Browser): Promise<void> {
  const { fail, fresh, query } = tools
  for (const days of [0, -1, 1.5, '30', 3_651, true]) {
    const name = `${fresh.word()} ${fresh.word()}`
    const exchange = await browser.sendJson('POST', '/api/keys', {
      name, scopes: ['account'], days,
    })
    const isMade = query('select 1 from api_keys where name = ?', name).length > 0
    if (!isMade && exchange.answer.status >= 400) continue
    return fail('days-ignored', {
      exchange, mark: 'status', expected: `422 for ${JSON.stringify(days)}, and no key`,
      actual: String(exchange.answer.status),
    })
  }
}
