// The checks of the project as a client of the shortener: programs make links, people follow them.
// The checks of all its lessons use this file.

import { isRecord } from '../../src/basics/check.ts'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'

type Headers = NonNullable<RequestPlan['headers']>

/** Mistakes that a check meets on its way to what it's about. */
type NeutralId = 'link-not-made' | 'link-not-followed' | 'link-not-shown'

/** Anything that can send: the program, or a copy of it. */
type Sender = Pick<Tools, 'send'>

export type MadeLink = { slug: string; shortUrl: string; target: string; exchange: HttpExchange }

/** What a person's browser sends when a link is followed. */
export const personHeaders: Headers = [
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'],
  ['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8'],
]

/** All of them send a GET elsewhere for now; 302 is what the lessons ask for. */
export const redirectStatuses: readonly number[] = [302, 303, 307]

/** Makes a target that no other run has. Its host is never the program's own. */
export function targetOf(fresh: Fresh): string {
  return `https://${fresh.word()}.example/${fresh.word()}?q=${fresh.integer(1, 9_999)}&a=%20b`
}

/** Sends a body to the API, an object as JSON. */
export function postLink(
  { send }: Sender, body: object | string | Uint8Array, headers: Headers = [],
): Promise<HttpExchange> {
  return send(postPlan(body, headers))
}

/** Makes the request that `postLink` sends. */
export function postPlan(body: object | string | Uint8Array, headers: Headers = []): RequestPlan {
  const isText = typeof body === 'string' || body instanceof Uint8Array
  return {
    method: 'POST', target: '/api/links', body: isText ? body : JSON.stringify(body),
    headers: [['Content-Type', 'application/json'], ...headers],
  }
}

/** Makes a link that every program of this lesson can make. */
export async function makeLink(
  tools: Tools<NeutralId>, fields: object, headers?: Headers,
): Promise<MadeLink> {
  const exchange = await postLink(tools, fields, headers)
  const made = readMade(exchange)
  if (made !== undefined) return made
  return tools.fail('link-not-made', {
    exchange, expected: '201, and JSON with "slug", "shortUrl" and "target"',
    actual: tellAnswer(exchange),
  })
}

/** Reads the response to a new link; undefined unless it's a 201 with what the lesson asks for. */
export function readMade(exchange: HttpExchange): MadeLink | undefined {
  const { status } = exchange.answer
  const body = exchange.answer.json()
  if (status !== 201 || !isRecord(body)) return undefined
  const { slug, shortUrl, target } = body
  const isGood = typeof slug === 'string' && typeof shortUrl === 'string'
    && typeof target === 'string'
  return isGood ? { slug, shortUrl, target, exchange } : undefined
}

/** Reads what the API says about a link. */
export async function readLink(
  tools: Tools<NeutralId>, slug: string,
): Promise<Readonly<Record<string, unknown>>> {
  const exchange = await tools.send({ target: `/api/links/${slug}` })
  const body = exchange.answer.json()
  if (exchange.answer.status === 200 && isRecord(body)) return body
  return tools.fail('link-not-shown', {
    exchange, expected: '200, and the link as JSON', actual: tellAnswer(exchange),
  })
}

/** The status and the beginning of the body, for a report. */
export function tellAnswer({ answer }: HttpExchange): string {
  return `${answer.status}, and ${answer.text.trim().slice(0, 200) || 'an empty body'}`
}

/** Follows a link as a person does, unless other headers are given. */
export function follow(
  { send }: Sender, slug: string, { method = 'GET', headers = personHeaders }: {
    method?: string; headers?: Headers
  } = {},
): Promise<HttpExchange> {
  return send({ method, target: `/${slug}`, headers })
}

/** Follows a link as a person does, and fails unless it leads to the target. */
export async function expectRedirect(
  tools: Tools<NeutralId>, slug: string, target: string,
): Promise<HttpExchange> {
  const exchange = await follow(tools, slug)
  const isRedirect = redirectStatuses.includes(exchange.answer.status)
  if (isRedirect && isSameUrl(locationOf(exchange), target)) return exchange
  return tools.fail('link-not-followed', {
    exchange, expected: `302, and Location: ${target}`,
    actual: `${exchange.answer.status}, and ${locationOf(exchange) ?? 'no Location'}`,
  })
}

export function locationOf({ answer }: HttpExchange): string | undefined {
  return answer.header('location')
}

/** Says whether two texts are the same URL for a browser. */
export function isSameUrl(one: string | undefined, other: string): boolean {
  const url = URL.parse(one ?? '')
  return url !== null && url.href === URL.parse(other)?.href
}
