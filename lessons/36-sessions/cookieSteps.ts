// The steps about the cookie: what browsers do with it, and what else the program takes for one.

import type { Cookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, register, type Account, type Headers } from '../35-passwords/client.ts'
import { mix } from './guesses.ts'
import {
  ask, askWho, expectEnded, expectNoSecret, expectNoStore, expectSignedIn, expectSignedOut,
  expectStatus, judgeWho, shuffleEnd, signInAs, toPairs, withValues, type SessionTools,
  type SignedIn,
} from './signedIn.ts'
import { hasRow, judgeTimes } from './timeSteps.ts'

/** Signs two people in at the same time, and looks at what their browsers get. */
export async function judgeCookies(tools: SessionTools): Promise<void> {
  const [ann, ben] = [await register(tools), await register(tools)]
  const [first, second] = await Promise.all([
    signInAs(tools, ann, { agent: tools.fresh.word() }),
    signInAs(tools, ben, { agent: tools.fresh.word() }),
  ])
  await refuseNobody(tools)
  await judgeAttributes(tools, first)
  const known = [isSuccess(await askWho(tools, first.pairs)),
    isSuccess(await askWho(tools, second.pairs))]
  const isOnlyOne = known[0] !== known[1]
  // A time in seconds is long ago: then the value of the cookie isn't what's wrong.
  if (!known.includes(true) && hasRow(tools, ann)) judgeTimes(tools, ann)
  for (const signedIn of [first, second, first]) {
    const id = isOnlyOne ? 'signed-out-elsewhere' : 'cookie-not-accepted'
    const shown = await expectSignedIn(tools, signedIn, id)
    for (const exchange of [signedIn.exchange, shown]) {
      expectNoStore(tools, exchange)
      expectNoSecret(tools, exchange, signedIn)
    }
  }
  // A program that isn't a browser may leave its name out.
  await expectSignedIn(tools, await signInAs(tools, ben), 'cookie-not-accepted')
  await sendMixtures(tools, first, second)
}

// A request without a cookie.
async function refuseNobody(tools: SessionTools): Promise<void> {
  await expectSignedOut(tools, undefined, 'garbage-accepted')
  const list = await ask(tools, { target: '/api/sessions' })
  if (isSuccess(list)) tools.fail('garbage-accepted', { exchange: list })
  expectStatus(tools, list, [401])
}

// Some programs write whose session it is into a cookie, beside the token: `7.Vq…`, or `user=7`.
// Ben can change what's in his browser.
async function sendMixtures(tools: SessionTools, ann: SignedIn, ben: SignedIn): Promise<void> {
  for (const cookies of mix(ann.cookies, ben.cookies)) {
    const exchange = await askWho(tools, toPairs(cookies))
    if (!exchange.answer.text.includes(ann.account.email)) continue
    tools.fail('sessions-mixed', {
      exchange, mark: 'body', expected: `not ${ann.account.email}, who has another token`,
    })
  }
}

// Fails if a browser would send the cookie of a session to others, or show it to scripts.
async function judgeAttributes(tools: SessionTools, signedIn: SignedIn): Promise<void> {
  const { exchange } = signedIn
  const { fail } = tools
  for (const { name, attributes } of await necessary(tools, signedIn)) {
    const line = `Set-Cookie: ${name}=…`
    const facts = { exchange, mark: 'header set-cookie' } as const
    if (!attributes.has('httponly')) {
      return fail('cookie-readable', { ...facts, expected: `HttpOnly in ${line}` })
    }
    if (!/^(?:lax|strict)$/i.test(attributes.get('samesite') ?? '')) {
      return fail('cookie-for-other-sites', { ...facts, expected: `SameSite=Lax in ${line}` })
    }
    if (attributes.get('path') !== '/' || attributes.has('domain')) {
      return fail('cookie-for-other-hosts', {
        ...facts, expected: `Path=/ and no Domain in ${line}`,
      })
    }
  }
}

// A cookie that isn't needed to stay signed in has no secret in it.
async function necessary(tools: SessionTools, { cookies }: SignedIn): Promise<readonly Cookie[]> {
  if (cookies.length < 2) return cookies
  const found: Cookie[] = []
  for (const cookie of cookies) {
    const others = cookies.filter((other) => other !== cookie)
    if (!isSuccess(await askWho(tools, toPairs(others)))) found.push(cookie)
  }
  return found
}

/** Sends what isn't a session's cookie, and what is one among others. */
export async function sendGarbage(tools: SessionTools): Promise<void> {
  const signedIn = await signInAs(tools, await register(tools))
  const { cookies, account } = signedIn
  const changes = [
    (value: string) => shuffleEnd(tools, value),
    (value: string) => value.slice(0, value.length / 2),
    ...garbageOf(account).map((garbage) => () => garbage),
  ]
  for (const change of tools.fresh.shuffle(changes)) {
    await expectSignedOut(tools, withValues(cookies, change), 'garbage-accepted')
  }
  await sendOtherCookies(tools, signedIn)
}

function garbageOf({ email }: Account): readonly string[] {
  const json = JSON.stringify({ id: 1, user: 1, email })
  return [
    '', '0', '1', email, 'null', 'undefined', '%zz', '%', '_'.repeat(43), "' or 1=1 --",
    '__proto__', 'constructor', json, Buffer.from(json).toString('base64url'), 'x'.repeat(4_000),
  ]
}

// Other programs of this host set cookies, too; names may begin or end alike.
async function sendOtherCookies(tools: SessionTools, signedIn: SignedIn): Promise<void> {
  const { fresh } = tools
  const decoys = ([before, after]: [string, string]) => signedIn.cookies.map(({ name }) =>
    `${before}${name}${after}=${fresh.word()}`).join('; ')
  const around = () => fresh.shuffle([
    `theme=${fresh.word()}`, decoys([fresh.word(), '']), decoys(['', fresh.word()]),
  ])
  const pairs = [...around(), signedIn.pairs, ...around()].join('; ')
  await expectSignedIn(tools, { ...signedIn, pairs }, 'other-cookies')
}

/** Starts the program once more, with a public origin: it knows the sessions of the first one. */
export async function startAgain(tools: SessionTools): Promise<void> {
  const { fresh, startCopy } = tools
  const before = await signInAs(tools, await register(tools))
  const host = `${fresh.word()}.example`
  const copy = await startCopy({ PUBLIC_ORIGIN: `https://${host}` })
  const there: SessionTools = { ...tools, send: copy.send, port: copy.port }
  const direct = [['Host', host], ['Origin', `https://${host}`]] as const
  // What a proxy adds if it speaks HTTPS with the browser.
  const proxied = [...direct, ['X-Forwarded-Proto', 'https']] as const
  // Only PUBLIC_ORIGIN says whether the browser uses HTTPS: see lesson 34.
  await expectSecure(there, await signInAs(there, before.account, { headers: direct }))
  const after = await signInAs(there, before.account, { headers: proxied })
  await judgeAttributes(there, after)
  await expectSecure(there, after)
  const headers = [['Host', host], ['X-Forwarded-Proto', 'https']] as const
  judgeWho(tools, await askWho(there, after.pairs, headers), before.account, 'cookie-not-accepted')
  // The cookie may have another name over HTTPS.
  const asBefore = await askWho(there, before.pairs, headers)
  if (!isSuccess(asBefore)) {
    judgeWho(tools, await askWho(there, renamed(before, after), headers), before.account,
      'lost-at-restart')
  }
  // From now on, the first copy may remember this session. It must look again all the same.
  await askWho(tools, renamed(after, before))
  await signOutOf(there, after, proxied)
  await expectSignedOut(tools, renamed(after, before), 'only-cookie-deleted')
}

async function expectSecure(tools: SessionTools, signedIn: SignedIn): Promise<void> {
  for (const { name, attributes } of await necessary(tools, signedIn)) {
    if (attributes.has('secure')) continue
    return tools.fail('cookie-not-secure', {
      exchange: signedIn.exchange, mark: 'header set-cookie',
      expected: `Secure in Set-Cookie: ${name}=…`,
    })
  }
}

// The values of one browser's cookies, with the names of another one's.
function renamed(values: SignedIn, names: SignedIn): string {
  return toPairs(names.cookies.map(({ name }, index) =>
    ({ name, value: values.cookies[index]?.value ?? '' })))
}

const signOutPlan = { method: 'DELETE', target: '/api/sessions/current' }

/** Signs out in one browser of two. */
export async function signOut(tools: SessionTools): Promise<void> {
  const account = await register(tools)
  const here = await signInAs(tools, account)
  const elsewhere = await signInAs(tools, account)
  await expectSignedIn(tools, here, 'signed-out-elsewhere')
  const exchange = await signOutOf(tools, here)
  await expectEnded(tools, here.pairs, 'only-cookie-deleted')
  await expectSignedIn(tools, elsewhere, 'signed-out-elsewhere')
  expectNoStore(tools, exchange)
  // A second click on the same button.
  here.browser.jar.keep(here.exchange.answer.headers('set-cookie'), '/api/sessions')
  const again = await ask(tools, signOutPlan, here.browser)
  if (!isSuccess(again)) expectStatus(tools, again, [401, 404])
}

// Signs a browser out, and fails if it still has a cookie that signed it in.
async function signOutOf(
  tools: SessionTools, signedIn: SignedIn, headers: Headers = [],
): Promise<HttpExchange> {
  const { browser } = signedIn
  const needed = await necessary(tools, signedIn)
  const exchange = await ask(tools, { ...signOutPlan, headers }, browser)
  if (!isSuccess(exchange)) expectStatus(tools, exchange, [204, 200])
  const cleared = exchange.answer.header('clear-site-data') ?? ''
  const left = needed.filter(({ name }) => browser.jar.find(name)?.value)
  const [kept] = /"(?:cookies|\*)"/.test(cleared) ? [] : left
  if (kept === undefined) return exchange
  const secure = /^__(?:Host|Secure)-/i.test(kept.name) ? 'Secure, ' : ''
  return tools.fail('cookie-not-deleted', {
    exchange, mark: 'header set-cookie',
    expected: `Set-Cookie with ${kept.name}, the same Path, ${secure}and Max-Age=0`,
  })
}
