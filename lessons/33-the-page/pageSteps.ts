// Steps: what the page says in its head, the cookie that it sets, the links that its form makes.

import { domainToUnicode } from 'node:url'
import { step } from '../../src/course/check/check.ts'
import type { Cookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  follow, isSameUrl, locationOf, postLink, readMade, redirectStatuses, targetOf,
} from '../29-create-and-redirect/client.ts'
import { decode } from '../19-html-without-xss/decode.ts'
import { shows, Visitor, type Id, type PageTools, type Shown } from './visitor.ts'

const slow = { deadlineMs: 20_000 }

export const pageSteps = [
  step<Id>('GET / is a page for one visitor', showPage, slow),
  step<Id>('A new visitor gets a cookie, and keeps it', keepCookie, slow),
  step<Id>('The form makes links', makeLinks, slow),
  step<Id>('The page lists them', listLinks, slow),
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
    fail('page-cached', { exchange, mark: 'header cache-control', expected: 'no-store' })
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
      actual: `${missingOf(first).join(' and ')} missing`,
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
    ...attributes.has('httponly') ? [] : ['HttpOnly'],
    ...['lax', 'strict'].includes(sameSite) ? [] : ['SameSite'],
    ...path === '/' ? [] : ['Path=/'],
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

async function listLinks(tools: PageTools): Promise<void> {
  const { fresh, fail, change, query, port } = tools
  const visitor = new Visitor(tools)
  let shown = await visitor.open()
  const word = fresh.word()
  const typed = [
    { target: `https://${word}.example/it's?q=1&amp;b=${word}`, note: fresh.word() },
    { target: `https://b\u00fccher-${word}.example:8443/`, note: fresh.foreignText() },
    { target: targetOf(fresh), note: `${fresh.word()} ${fresh.word()}` },
  ]
  for (const each of typed) shown = await visitor.make(shown, each)
  const rows = query('select slug from links order by id desc limit 3')
    .map(({ slug }) => String(slug))
  const numbers = rows.map(() => ({
    clicks: fresh.integer(100_000, 499_999), robots: fresh.integer(500_000, 999_999),
  }))
  rows.forEach((slug, index) => {
    const { clicks = 0, robots = 0 } = numbers[index] ?? {}
    change('update links set clicks = ?, robots = ? where slug = ?', clicks, robots, slug)
  })
  shown = await visitor.open()
  const origin = `http://localhost:${port}`
  typed.toReversed().forEach((each, index) => {
    const slug = rows[index] ?? ''
    const missing = missingFrom(shown, { ...each, ...numbers[index], slug, origin })
    if (missing === undefined) return
    const isChanged = [each.target, each.note].some((text) =>
      missing.includes(text) && isShownOtherwise(shown, text))
    fail(isChanged ? 'text-changed' : 'not-in-list', {
      exchange: shown.exchange, mark: 'body', expected: `${missing}, for the link ${slug}`,
      actual: "it isn't on the page",
    })
  })
  const places = rows.map((slug) => shown.exchange.answer.text.indexOf(`/${slug}`))
  if (places.every((place, index) => place > (places[index - 1] ?? -1))) return
  fail('list-order', {
    exchange: shown.exchange, mark: 'body', expected: rows.join(' before '),
    actual: "they're in another order",
  })
}

// Decoded or escaped once more than it should be.
function isShownOtherwise({ page }: Shown, text: string): boolean {
  const others = [decode(text), text.replaceAll('&', '&amp;')]
  return others.some((other) => other !== text && shows(page, other))
}

// As it was typed, as it's stored, and as browsers show it. A slash at the end may be missing.
function spellingsOf(target: string): readonly string[] {
  const { href, hostname } = new URL(target)
  const readable = href.replace(hostname, domainToUnicode(hostname))
  return [target, href, readable, decodeURI(href), decodeURI(readable)]
    .map((each) => each.replace(/\/$/, ''))
}

type Listed = {
  slug: string; origin: string; target: string; note: string; clicks?: number; robots?: number
}

function missingFrom({ page }: Shown, link: Listed): string | undefined {
  const { slug, origin, target, note, clicks = 0, robots = 0 } = link
  const shortUrl = `${origin}/${slug}`
  const pathsOf = (element: string, attribute: string) => page.elements
    .filter(({ name }) => name === element)
    .flatMap(({ attributes }) => URL.parse(attributes.get(attribute) ?? '', origin) ?? [])
  // A long number may be written in groups: 123,456.
  const text = page.texts.join(' ').replace(/(?<=\d)[\s,.'\u2019\u00a0\u202f](?=\d{3})/g, '')
  const letters = domainToUnicode(new URL(target).hostname)
  const links = new Set(pathsOf('a', 'href').map(({ href }) => href))
  const parts: [what: string, isThere: boolean][] = [
    [`the short URL ${shortUrl}`, links.has(shortUrl) || shows(page, shortUrl)],
    [`the target ${target}`, links.has(new URL(target).href)
      || spellingsOf(target).some((each) => shows(page, each))],
    [`the host ${letters}`, page.texts.join('').includes(letters)],
    [`the note ${note}`, shows(page, note)],
    [`${clicks} clicks`, text.includes(String(clicks))],
    [`${robots} visits of robots`, text.includes(String(robots))],
    [`<img src="/links/${slug}/qr.svg">`, pathsOf('img', 'src')
      .some(({ pathname }) => pathname === `/links/${slug}/qr.svg`)],
  ]
  return parts.find(([, isThere]) => !isThere)?.[0]
}
