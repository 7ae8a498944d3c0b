// Judges the Set-Cookie lines of one response.

import type { Tools } from '../../src/course/check/check.ts'
import { CookieJar, parseSetCookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { FindingId } from './findings.ts'

/** Fails unless a browser keeps cookies of all these names, for all paths, with all attributes. */
export function judgeCookies(
  tools: Tools<FindingId>, exchange: HttpExchange, from: string, names: readonly string[],
): void {
  const lines = exchange.answer.headers('set-cookie')
  const actual = lines.map((line) => `Set-Cookie: ${line}`).join('\n') || 'no Set-Cookie'
  const evidence = { exchange, mark: 'header set-cookie', actual } as const
  mustNotBeJoined(tools, exchange, names)
  const found = names.filter((name) => lines.some((line) => nameOf(line) === name))
  const missing = names.find((name) => !found.includes(name))
  if (missing !== undefined) {
    // As many cookies as it should set: then one of them has another name.
    const isRenamed = lines.length >= names.length
    tools.fail(found.length === 0 || isRenamed ? 'no-cookie' : 'only-one-cookie', {
      ...evidence, mark: lines.length === 0 ? 'head' : 'header set-cookie',
      expected: `Set-Cookie: ${missing}=…`,
    })
  }
  for (const name of names) {
    const line = lines.findLast((each) => nameOf(each) === name) ?? ''
    judgeCookie(tools, { line, from, evidence: { ...evidence, actual: line } })
  }
}

/** Fails when a line has two cookies, or when its attributes aren't separated by semicolons. */
export function mustNotBeJoined(
  { fail }: Tools<FindingId>, exchange: HttpExchange, names: readonly string[],
): void {
  for (const line of exchange.answer.headers('set-cookie')) {
    const evidence = { exchange, mark: 'header set-cookie', actual: line } as const
    const next = /,\s*([\w-]+)=/.exec(line)?.[1] ?? ''
    if (names.includes(next) && nameOf(line) !== next) {
      fail('joined-by-comma', { ...evidence, expected: 'two lines' })
    }
    if (/^[^;]*,\s*(?:path|max-age|httponly|samesite|expires)\b/i.test(line)) {
      fail('attributes-after-comma', { ...evidence, expected: 'a semicolon before each attribute' })
    }
  }
}

type Line = {
  line: string
  from: string
  evidence: { exchange: HttpExchange; mark: 'header set-cookie'; actual: string }
}

function judgeCookie({ fail }: Tools<FindingId>, { line, from, evidence }: Line): void {
  const jar = new CookieJar()
  const cookie = parseSetCookie(line, from)
  const attributes = cookie?.attributes ?? new Map<string, string>()
  jar.keep([line], from)
  if (jar.cookies.length === 0) {
    const isOver = (cookie?.expiresMs ?? Infinity) <= Date.now()
    fail(isOver ? 'gone-at-once' : 'cookie-for-another-site', {
      ...evidence, expected: isOver ? 'no expiry, or one in the future' : 'no Domain',
    })
  }
  if ((cookie?.expiresMs ?? Infinity) < Date.now() + 60_000) {
    fail('gone-too-soon', { ...evidence, expected: 'no expiry, or a later one' })
  }
  if (jar.header('/') === undefined) {
    fail('cookie-for-some-paths', {
      ...evidence, expected: 'Path=/', actual: `the path ${cookie?.path}: ${line}`,
    })
  }
  if (!attributes.has('httponly')) fail('no-httponly', { ...evidence, expected: 'HttpOnly' })
  const sameSite = attributes.get('samesite')?.toLowerCase() ?? ''
  if (!['lax', 'strict'].includes(sameSite)) {
    fail('no-samesite', { ...evidence, expected: 'SameSite=Lax or SameSite=Strict' })
  }
}

function nameOf(line: string): string {
  return /^\s*([^=;]*?)\s*=/.exec(line)?.[1] ?? ''
}
