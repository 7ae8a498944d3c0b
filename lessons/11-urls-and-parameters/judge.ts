// Compares what came back with what the URL means, and finds out from the difference which mistake
// was made.

import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../src/basics/check.ts'
import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { toldStatus } from '../10-reading-a-body/requests.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type UrlTools = Tools<Id>

/** Sends a GET and ends the step unless the body has these fields; `judge` names the mistake. */
export async function expectBody(
  { send, fail }: UrlTools, target: string, body: object,
  judge: (exchange: HttpExchange) => Id = () => 'not-found',
): Promise<void> {
  const exchange = await send({ target })
  if (says(exchange, body)) return
  if (exchange.answer.status >= 500) return fail('server-error', told(exchange, body))
  if (says(exchange, body, String)) return fail('number-as-text', told(exchange, body))
  if (exchange.answer.status === 200 && !isRecord(exchange.answer.json())) {
    return fail('not-json', told(exchange, body))
  }
  if ('tags' in body && typeof fieldOf(exchange, 'tags') === 'string') {
    return fail('tags-not-a-list', told(exchange, body))
  }
  const isRight = says(await send({ target }), body)
  return fail(isRight ? 'other-response-later' : judge(exchange), told(exchange, body))
}

/** Sends all targets at once, and ends the step unless each gets the body of its own. */
export async function expectBodies(
  tools: UrlTools, rows: readonly (readonly [target: string, body: object])[],
): Promise<void> {
  const exchanges = await Promise.all(rows.map(([target]) => tools.send({ target })))
  for (const [index, [target, body]] of rows.entries()) {
    const exchange = exchanges[index]
    if (exchange === undefined || says(exchange, body)) continue
    // One at a time, it gets the right response, or this ends the step.
    await expectBody(tools, target, body)
    return tools.fail('other-response-later', told(exchange, body))
  }
}

/** The same for the tags of a list. */
export function expectTags(
  tools: UrlTools, query: string, tags: readonly string[], otherwise: Id,
): Promise<void> {
  return expectBody(tools, `/notes?${query}`, { tags }, (exchange) => {
    const given = fieldOf(exchange, 'tags')
    const isRead = exchange.answer.status === 200 && isTexts(given)
    if (!isRead) return otherwise === 'split-by-hand' ? otherwise : 'not-found'
    return mistakeInTags(given, tags) ?? otherwise
  })
}

/** How a URL may be refused, and other statuses that say the same. */
export const refusals = {
  '404': [404, 410],
  '400': [400, 422],
  '404 or 400': [400, 403, 404, 410, 422],
} as const

/** Ends the step if the program accepts the URL, or refuses it with a status that doesn't fit. */
export async function expectRefusal(
  { send, fail }: UrlTools, target: string, judge: Id | ((exchange: HttpExchange) => Id),
  wanted: keyof typeof refusals = '404 or 400',
): Promise<void> {
  const exchange = await send({ target })
  const { status } = exchange.answer
  const fitting: readonly number[] = refusals[wanted]
  if (fitting.includes(status)) return
  if (status >= 500) return fail('server-error', toldStatus(exchange, wanted))
  if (!isAccepted(exchange)) return fail('wrong-status', toldStatus(exchange, wanted))
  return fail(typeof judge === 'string' ? judge : judge(exchange), toldStatus(exchange, wanted))
}

/** Says whether the response is that of a note, a file or a list: not a redirect, not an error. */
export function isAccepted(exchange: HttpExchange): boolean {
  const names = ['id', 'name', 'tags', 'limit']
  return exchange.answer.status < 300
    && names.some((name) => fieldOf(exchange, name) !== undefined)
}

/** Reads a field of the JSON that came back. */
export function fieldOf({ answer }: HttpExchange, name: string): unknown {
  const given = answer.json()
  return isRecord(given) ? given[name] : undefined
}

/** Says whether the name came back as it was in the URL, or with some of its escapes. */
export function isStillEncoded(exchange: HttpExchange, name: string): boolean {
  const given = fieldOf(exchange, 'name')
  return typeof given === 'string' && given !== name && decoded(given) === name
}

/** Says which mistake made another name of one that has escapes in it when it is decoded. */
export function judgeDecoding(exchange: HttpExchange, name: string): Id {
  const given = fieldOf(exchange, 'name')
  if (isStillEncoded(exchange, name)) return 'not-decoded'
  const isDecoded = exchange.answer.status !== 200 || given === decoded(name)
  return isDecoded ? 'decoded-twice' : 'value-changed'
}

function mistakeInTags(given: readonly string[], wanted: readonly string[]): Id | undefined {
  if (isSame(given.toSorted(), wanted.toSorted())) return 'order-lost'
  if (isSame(given, wanted.filter((tag) => tag !== ''))) return 'empty-value-lost'
  if (wanted.length > 1 && given.length < wanted.length) return 'repeated-keys-lost'
  if (isSame(given, wanted.map(decoded))) return 'query-decoded-twice'
  const asQuery = given.map((tag) => decoded(tag.replaceAll('+', ' ')))
  if (isSame(asQuery, wanted)) return 'query-not-decoded'
  const [tag = '', first = tag] = [wanted[0], given[0]]
  if (first === tag || !tag.startsWith(first)) return undefined
  if (tag.startsWith('&', first.length)) return 'query-decoded-too-early'
  return tag.includes('?') ? 'split-by-hand' : 'value-cut'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

const isSame = (one: readonly string[], other: readonly string[]) => isDeepStrictEqual(one, other)

// More fields than asked for are fine. `number` says how the numbers are written.
function says(
  { answer }: HttpExchange, body: object, number: (value: number) => unknown = Number,
): boolean {
  const given = answer.json()
  if (answer.status !== 200 || !isRecord(given)) return false
  const wanted = Object.entries(body).map(([name, value]) =>
    [name, typeof value === 'number' ? number(value) : value])
  return isDeepStrictEqual({ ...given, ...Object.fromEntries(wanted) }, given)
}

function told(exchange: HttpExchange, body: object) {
  const { status, text } = exchange.answer
  const mark = status === 200 ? 'body' : 'status'
  return {
    exchange, mark, expected: `200 and ${JSON.stringify(body)}`,
    actual: `${status} and ${text.trim()}`,
  } as const
}
