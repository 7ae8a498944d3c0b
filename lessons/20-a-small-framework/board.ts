// The check as a user of the notice board: what it sends, and what it expects back.

import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../src/basics/check.ts'
import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import type { findings } from './findings.ts'

export type BoardTools = Tools<keyof typeof findings>

/** How a POST that is written by hand begins; what is missing is the length. */
export const postHead =
  'POST /api/notices HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

export type Draft = { title: string; text: string }
export type Notice = Draft & { id: unknown }

/** A notice that a program with a shortcut gets wrong. The text doesn't contain the title. */
export function draftOf(fresh: Fresh): Draft {
  const title = ` ${fresh.word()} Zoë "Z" O'Neil & Co <b>${fresh.foreignText()}</b> `
  const script = `<script>alert('${fresh.word()}')</script>`
  const quotes = `${fresh.word()} Zoë "Z" O'Neil & Co`
  return { title, text: ` ${script} 100 % a+b %2B &lt;\n--> ${quotes}\n` }
}

/** Sends a body as JSON, or as another type. */
export function post(
  { send }: BoardTools, body: string | Uint8Array, type = 'application/json',
): Promise<HttpExchange> {
  const headers = [['Content-Type', type]] as const
  return send({ method: 'POST', target: '/api/notices', headers, body })
}

/** Puts up a notice, reads it where Location says it is, and gives it with that path. */
export async function putUp(
  tools: BoardTools, draft: Draft,
): Promise<{ path: string; notice: Notice }> {
  const { send, fail } = tools
  const exchange = await post(tools, JSON.stringify(draft))
  const isRefused = [400, 413, 415, 422].includes(exchange.answer.status)
  const id = isRefused ? 'good-body-refused' : 'route-missing'
  expectStatus(tools, exchange, { status: 201, id })
  const made = exchange.answer.json()
  if (!isNotice(made, draft)) return fail('wrong-notice', wrong(exchange, draft))
  const path = readLocation(tools, exchange)
  const found = await send({ target: path })
  if (found.answer.status === 404) {
    return fail('new-notice-not-found', {
      exchange: found, mark: 'status', expected: '200 and the new notice', actual: '404',
    })
  }
  expectStatus(tools, found, { status: 200, id: 'route-missing' })
  const notice = { ...draft, id: made.id }
  if (isSame(found.answer.json(), notice)) return { path, notice }
  // With another id, it may be there twice.
  if (isNotice(found.answer.json(), draft)) await expectOnce(tools, notice)
  return fail('wrong-notice', wrong(found, notice))
}

// A whole URL is fine, too, if the client can send its next request there.
function readLocation({ fail, port }: BoardTools, exchange: HttpExchange): string {
  const location = exchange.answer.header('location') ?? ''
  const evidence = { exchange, mark: 'header location', actual: location || 'no Location' } as const
  const url = URL.parse(location, `http://localhost:${port}/api/notices`)
  const isPath = location !== '' && /^\/api\/notices\/[^/]+$/.test(url?.pathname ?? '')
  if (url !== null && isPath && url.port === String(port)) return url.pathname
  const expected = isPath ? `${url?.pathname}, or a URL with the port ${port}`
    : 'the path of the new notice, such as /api/notices/7'
  return fail('no-location', { ...evidence, expected })
}

/** Fails unless the list has this notice once. */
export async function expectOnce(tools: BoardTools, notice: Notice): Promise<void> {
  const found = (await list(tools)).filter((each) => isNotice(each, notice))
  if (found.length === 1 && isSame(found[0], notice)) return
  tools.fail(found.length > 1 ? 'put-up-twice' : 'wrong-notice', {
    expected: `the list has ${JSON.stringify(notice)} once`,
    actual: found.length === 1 ? JSON.stringify(found[0]) : `the list has it ${found.length} times`,
  })
}

/** Reads the list of notices. */
export async function list(tools: BoardTools): Promise<readonly unknown[]> {
  const exchange = await tools.send({ target: '/api/notices' })
  expectStatus(tools, exchange, { status: 200, id: 'route-missing' })
  const notices = exchange.answer.json()
  if (Array.isArray(notices)) return notices
  return tools.fail('wrong-notice', {
    exchange, mark: 'body', expected: 'a JSON array with all notices', actual: told(exchange),
  })
}

/** Says whether a value is a notice with this title and text; it may have more members. */
export function isNotice(value: unknown, { title, text }: Draft): value is Notice {
  return isRecord(value) && isDeepStrictEqual([value['title'], value['text']], [title, text])
    && value['id'] !== undefined
}

// Says whether a value is this notice, with the id that the client has learned.
function isSame(value: unknown, notice: Notice): boolean {
  return isNotice(value, notice) && isDeepStrictEqual(value.id, notice.id)
}

/** Says whether a value has a title and a text. */
export function isDraft(value: unknown): value is Draft {
  return isRecord(value) && typeof value['title'] === 'string' && typeof value['text'] === 'string'
}

type Expected = { status: number | readonly number[]; id: keyof typeof findings }

/** Fails with the id unless the response has (one of) the status; a 5xx for a 4xx has its own. */
export function expectStatus(tools: BoardTools, exchange: HttpExchange, expected: Expected): void {
  const wanted = [expected.status].flat()
  const { status } = exchange.answer
  if (wanted.includes(status)) return
  const isClientBlamed = wanted.every((each) => each >= 400 && each < 500)
  tools.fail(isClientBlamed && status >= 500 ? 'server-blamed' : expected.id, {
    exchange, mark: 'status', expected: wanted.join(' or '), actual: String(status),
  })
}

/** Fails with this finding if anything follows the head of a response that can't have a body. */
export function expectNoBody(
  { fail }: BoardTools, exchange: HttpExchange, id: 'head-has-body' | 'body-after-204',
): void {
  const { extra, bodyStart } = exchange.answer.message
  if (extra === '') return
  fail(id, {
    exchange, mark: { start: bodyStart, end: bodyStart + extra.length },
    expected: 'nothing after the blank line', actual: `${extra.length} bytes`,
  })
}

/** Fails unless an error is a problem document with its own status. */
export function expectProblem({ fail }: BoardTools, exchange: HttpExchange): void {
  const { answer } = exchange
  const [type = ''] = (answer.header('content-type') ?? '').toLowerCase().split(';')
  const body = answer.json()
  if (type.trim() !== 'application/problem+json') {
    return fail('no-problem', {
      exchange, mark: 'header content-type', expected: 'application/problem+json',
      actual: type || 'no Content-Type',
    })
  }
  const isGood = isRecord(body) && body['status'] === answer.status
    && typeof body['detail'] === 'string'
  if (isGood) return
  fail('no-problem', {
    exchange, mark: 'body',
    expected: `a JSON object with "status": ${answer.status} and a "detail"`,
    actual: told(exchange),
  })
}

/** The body of a response, as much of it as fits into a report. */
export function told({ answer }: HttpExchange): string {
  return answer.text.trim().slice(0, 200) || 'an empty body'
}

/**
 * Says whether a target may have been refused before the program saw it: the server libraries of
 * some languages do that if it isn't a URI. Node's doesn't.
 */
export function isLibraryRefusal({ events }: BoardTools, { answer }: HttpExchange): boolean {
  return answer.status === 400 && answer.header('x-request-id') === undefined
    && events().length === 0
}

function wrong(exchange: HttpExchange, draft: Draft | Notice) {
  const expected = `${'id' in draft ? '' : '"id" and '}${JSON.stringify(draft)}`
  return { exchange, mark: 'body', expected, actual: told(exchange) } as const
}
