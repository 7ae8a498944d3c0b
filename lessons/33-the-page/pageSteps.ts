// Steps: what the page says in its head, the cookie that it sets, the links that its form makes.

import { step } from '../../src/course/check/check.ts'
import type { Cookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import {
  follow, isSameUrl, locationOf, postLink, readMade, redirectStatuses, targetOf,
} from '../29-create-and-redirect/client.ts'
import { Visitor, type Id, type PageTools } from './visitor.ts'

const slow = { deadlineMs: 20_000 }

export const pageSteps = [
  step<Id>('GET / is a page for one visitor', keepingConnection(showPage), slow),
  step<Id>('A new visitor gets a cookie, and keeps it', keepingConnection(keepCookie), slow),
  step<Id>('The form makes links', keepingConnection(makeLinks), slow),
]

async function showPage(tools: PageTools): Promise<void> {
  const { send, fail } = tools
  const { exchange } = await new Visitor(tools).open()
  if (!forbidsInline(exchange)) {
    fail('inline-script-allowed', {
      exchange, mark: 'header content-security-policy',
      expected: "a Content-Security-Policy that allows no 'unsafe-inline' scripts",
      actual: exchange.answer.header('content-security-policy') ?? 'no Content-Security-Policy',
    })
  }
  const control = exchange.answer.header('cache-control') ?? ''
  if (!/(?:^|[\s,])no-store(?:$|[\s,])/i.test(control)) {
    fail('page-cached', {
      exchange, mark: 'header cache-control', expected: 'no-store',
      actual: control || 'no Cache-Control',
    })
  }
  const head = await send({ method: 'HEAD', target: '/' })
  if (head.answer.status === 200) return
  fail('no-page', { exchange: head, mark: 'status', expected: '200 for HEAD /' })
}

// A script needs the permission of all policies.
export function forbidsInline({ answer }: HttpExchange): boolean {
  const policies = answer.headers('content-security-policy').flatMap((line) => line.split(','))
  return policies.some((policy) => {
    const directives = new Map(policy.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().toLowerCase().split(/\s+/)
      return [name, values]
    }))
    const values = directives.get('script-src') ?? directives.get('default-src')
    if (values === undefined) return false
    const isOpen = values.includes("'unsafe-inline'")
    return !isOpen || values.some((each) => /^'(?:nonce|sha)/.test(each))
  })
}

async function keepCookie(tools: PageTools): Promise<void> {
  const { fail } = tools
  // A browser sends cookies to all ports of a host: another program on localhost has set this one.
  const [one, other] = [new Visitor(tools, `theme=${tools.fresh.word()}`), new Visitor(tools)]
  const { exchange } = await one.open()
  await other.open()
  const first = one.jar.cookies[0]
  const mark = 'header set-cookie'
  if (first === undefined) {
    return fail('owner-cookie-open', {
      exchange, mark, expected: 'Set-Cookie, as browsers accept it', actual: 'no cookie was set',
    })
  }
  const safe = one.jar.cookies.filter((cookie) => missingOf(cookie).length === 0)
  if (safe.length === 0) {
    fail('owner-cookie-open', {
      exchange, mark, expected: 'HttpOnly, SameSite=Lax or Strict, and Path=/',
      actual: missingOf(first).join(' and '),
    })
  }
  const secret = safe.find(({ name, value }) =>
    isRandom(value, other.jar.find(name)?.value ?? ''))
  if (secret === undefined) {
    return fail('owner-cookie-guessable', {
      exchange, mark, expected: 'a random value of 128 bits or more',
      actual: `${first.value} for one visitor, ${other.jar.find(first.name)?.value} for the next`,
    })
  }
  const again = await one.open()
  const value = one.jar.find(secret.name)?.value
  if (value === secret.value) return
  fail('owner-cookie-changed', {
    exchange: again.exchange, mark, expected: 'no other value for the same browser',
    actual: `${secret.name}=${value ?? ''}`,
  })
}

function missingOf({ attributes, path }: Cookie): string[] {
  const sameSite = attributes.get('samesite')?.toLowerCase() ?? ''
  return [
    ...attributes.has('httponly') ? [] : ['no HttpOnly'],
    ...['lax', 'strict'].includes(sameSite) ? []
      : [sameSite === '' ? 'no SameSite' : `SameSite=${sameSite}`],
    ...path === '/' ? [] : [`Path=${path}`],
  ]
}

// A part of the value may be fixed. Of 22 random characters, at least 18 are different in the value
// for the next visitor; of a number from Math.random, at most 17.
function isRandom(value: string, other: string): boolean {
  const different = [...value].filter((letter, index) => letter !== other[index]).length
  return value.length >= 22 && (other.length !== value.length || different >= 18)
}

async function makeLinks(tools: PageTools): Promise<void> {
  const { fresh, fail } = tools
  const visitor = new Visitor(tools)
  const target = targetOf(fresh)
  let shown = await visitor.make(await visitor.open(), { target })
  expectRow(tools, { target, note: '', visit_limit: null }, shown.exchange)
  const typed = {
    target: targetOf(fresh), slug: `${fresh.word()}-${fresh.word()}`,
    visitLimit: String(fresh.integer(2, 900)), note: `${fresh.word()} ${fresh.foreignText()}`,
  }
  shown = await visitor.make(shown, typed)
  expectRow(tools, {
    target: typed.target, slug: typed.slug, note: typed.note, visit_limit: Number(typed.visitLimit),
  }, shown.exchange)
  const followed = await follow(tools, typed.slug)
  const isRedirect = redirectStatuses.includes(followed.answer.status)
  if (!isRedirect || !isSameUrl(locationOf(followed), typed.target)) {
    fail('field-lost', { exchange: followed, expected: `302, and Location: ${typed.target}` })
  }
  const note = `${fresh.foreignText()} ${fresh.word()}`
  const sent = { target: targetOf(fresh), note }
  const exchange = await postLink(tools, sent)
  if (readMade(exchange) === undefined) {
    fail('link-not-made', { exchange, expected: `201 for ${JSON.stringify(sent)}` })
  }
  expectRow(tools, { ...sent, owner: null }, exchange)
}

/** Finds the newest row, which has to be the link with these values. */
function expectRow(
  { query, fail }: PageTools, wanted: Readonly<Record<string, string | number | null>>,
  exchange: HttpExchange,
): void {
  const [row = {}] = query('select * from links order by id desc limit 1')
  for (const [column, value] of Object.entries(wanted)) {
    const actual = row[column]
    const isRight = column === 'target'
      ? isSameUrl(String(actual), String(value)) : actual === value
    if (isRight) continue
    fail('field-lost', {
      exchange, expected: `in the newest row of links, ${column} is ${JSON.stringify(value)}`,
      actual: JSON.stringify(actual) ?? `there is no ${column}`,
    })
  }
}
