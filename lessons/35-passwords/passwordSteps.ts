// The step about which passwords can be chosen, and the one about what isn't a password at all.

import { isSuccess, newAccount } from './client.ts'
import {
  expectNotMade, expectRefused, expectSignedIn, newTyped, post, signUp, type AccountTools,
} from './accountTools.ts'
import { formsOf, longerThan, similarTo, withOtherEnd } from './similarTexts.ts'
import { isHashOf, parseHash } from './storedHash.ts'

const mostBytes = 1_024
const longestEmail = 254

/** Each character counts, the first and the last one, too. */
export async function choosePasswords(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  const word = fresh.word()
  const typed = `  ${word.toUpperCase()} ${fresh.word()}  naïve 言葉 <b>&"'\\🚲 `
  const { email, stored } = await signUp(tools, { ...newTyped(fresh), password: typed })
  await expectSignedIn(tools, { email, password: typed })
  const hash = parseHash(stored.hash)
  const isWhole = hash !== undefined && formsOf(typed).some((text) => isHashOf(text, hash))
  // When the whole password was hashed, only what happens at sign-in is left to see.
  const similar = isWhole ? longerThan(typed) : similarTo(typed)
  for (const password of similar) {
    await expectRefused(tools, { email, password }, 'password-trimmed')
  }
  if (!isWhole) return tools.fail('wrong-hash', { actual: `${stored.hash} for "${typed}"` })
  await chooseLength(tools, typed)
}

async function chooseLength(tools: AccountTools, passwordOfOther: string): Promise<void> {
  const { fresh } = tools
  const eight = ` ${fresh.word()} `
  const short = await signUp(tools, { ...newTyped(fresh), password: eight },
    ` for "${eight}", 8 characters with the spaces`)
  await expectRefused(tools, { email: short.email, password: passwordOfOther })
  const email = newAccount(fresh).email
  const [seeds, long] = [fresh.shuffle([...'🌱🚲🎈🍋🦉🎻🪁']).join(''), longText(tools)]
  for (const password of ['', eight.slice(1), seeds]) {
    const shown = `"${password}"`
    await expectNotMade(tools, { email, password }, { id: 'short-accepted', shown })
  }
  for (const password of [`${long}é`.slice(1), `${'ü'.repeat(mostBytes / 2)}x`]) {
    const shown = `a password of ${Buffer.byteLength(password)} bytes`
    await expectNotMade(tools, { email, password }, { id: 'too-long-accepted', shown })
  }
  const exchange = await post(tools, '/api/users', { email, password: long })
  if (!isSuccess(exchange)) {
    return tools.fail('long-refused', { exchange, mark: 'status', expected: '201' })
  }
  await expectSignedIn(tools, { email, password: long }, 'long-refused')
  await expectRefused(tools, { email, password: withOtherEnd(long) }, 'password-cut')
  await expectRefused(tools, { email, password: `${long}x` }, 'password-cut')
}

function longText({ fresh }: AccountTools): string {
  const words = Array.from({ length: 150 }, () => fresh.word()).join(' ')
  return words.slice(0, mostBytes)
}

/** What isn't an address and a password makes no account, and signs nobody in. */
export async function sendOtherValues(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  const { email, password } = newAccount(fresh)
  await signUp(tools, { email: longAddress(tools), password }, ' for an address of 254 characters')
  const bodies: unknown[] = [
    ...badAddresses(tools).map((bad) => ({ email: bad, password })),
    ...[42, null, true, [password], { length: 12 }, undefined].map((bad) =>
      ({ email, password: bad })),
    null, [], [email, password], `${email} ${password}`, 7, {},
  ]
  for (const body of bodies) {
    const text = JSON.stringify(body)
    const shown = text.length < 200 ? text : `an address of ${longestEmail + 1} characters`
    await expectNotMade(tools, body, { id: 'bad-value-accepted', shown })
  }
  await signInWithOthers(tools)
}

function badAddresses(tools: AccountTools): unknown[] {
  const { email } = newAccount(tools.fresh)
  const [name = '', host = ''] = email.split('@')
  return [
    '', host, `@${host}`, `${name}@`, `${name}@${name}@${host}`, `${email}@`,
    `${longAddress(tools)}x`, 42, null, [email], { email }, undefined,
  ]
}

// As long as can be, and right in each of its parts: at most 64 characters before the @, and at
// most 63 between two dots.
function longAddress({ fresh }: AccountTools): string {
  const letters = Array.from({ length: 50 }, () => fresh.word()).join('')
  const labels = [0, 1, 2].map((part) => letters.slice(64 + part * 60, 64 + part * 60 + 60))
  return `${letters.slice(0, 30)}_${letters.slice(31, 63)}@${labels.join('.')}.example`
}

async function signInWithOthers(tools: AccountTools): Promise<void> {
  const { email, password } = await signUp(tools)
  const bodies: unknown[] = [
    { email }, { email, password: null }, { email, password: [password] },
    { email, password: { toString: password } }, { password }, { email: [email], password },
    { email: { email }, password }, { email: null, password }, null, [email, password], 'text',
    // A query that is glued together ends at this quote.
    { email: `o'${email}`, password },
  ]
  for (const body of bodies) {
    const exchange = await post(tools, '/api/sessions', body)
    const { status } = exchange.answer
    if ([422, 400, 401].includes(status)) continue
    tools.fail(isSuccess(exchange) ? 'bad-value-accepted' : 'wrong-refusal', {
      exchange, mark: 'status', expected: '422',
    })
  }
  await sendBrokenJson(tools)
}

async function sendBrokenJson(tools: AccountTools): Promise<void> {
  const exchange = await tools.send({
    method: 'POST', target: '/api/sessions', body: '{"email":',
    headers: [['Content-Type', 'application/json']],
  })
  const { status } = exchange.answer
  if (status >= 400 && status < 500) return
  const id = status >= 500 ? 'server-blamed' : 'wrong-refusal'
  tools.fail(id, { exchange, mark: 'status', expected: '400' })
}
