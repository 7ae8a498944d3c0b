// Asks for something with an Accept-Encoding header, and looks at what came: in which coding, and
// whether it is what came without one.

import type { Tools } from '../../src/course/check/check.ts'
import type { Answer, HttpExchange, Mark } from '../../src/course/check/exchange.ts'
import { readByteText } from '../../src/course/check/report.ts'
import { accepts, codingsOf, decompress, isGzip } from './codings.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type GreetingTools = Tools<Id>

/** A header that accepts gzip or doesn't, and the mistake that the opposite shows. */
export type Row = readonly [acceptEncoding: string | undefined, id: Id]

/** Asks with this header; undefined sends none. */
export function ask(
  { send }: Pick<GreetingTools, 'send'>,
  target: string,
  acceptEncoding?: string,
  method = 'GET',
): Promise<HttpExchange> {
  const headers = acceptEncoding === undefined
    ? [] : [['Accept-Encoding', acceptEncoding] as const]
  return send({ method, target, headers })
}

/** A list of greetings, for a name that nobody used before. */
export function listFor({ fresh }: GreetingTools): { target: string; name: string } {
  const name = `${fresh.name()} ${fresh.foreignText()} ${fresh.pick(hostileNames)}`
  return { target: `/greetings?name=${encodeURIComponent(name)}`, name }
}

const hostileNames = [
  `"Z" O'Neil & Co`, 'a+b %2B %zz', '\\"\\u0000', '</script>', '0', '-5', '1e99', 'null',
  '\u001f\u008b',
]

/** Asks for the list without the header, and ends the step unless it is JSON for this name. */
export async function askPlain(
  tools: GreetingTools, { target, name }: { target: string; name: string },
): Promise<HttpExchange> {
  const { fail } = tools
  const exchange = await ask(tools, target)
  const { answer } = exchange
  const codings = codingsOf(answer)
  if (decompress(answer.body, codings) === undefined) {
    return fail('not-decompressible', {
      exchange, mark: 'header content-encoding', expected: 'no Content-Encoding',
      actual: codings.join(', '),
    })
  }
  if (isGzip(answer.body) || codings.length > 0) {
    return fail('compressed-without-being-asked', {
      exchange, mark: 'body', expected: 'JSON, not compressed', actual: 'compressed bytes',
    })
  }
  const isLong = answer.body.length > 1_500
  if (answer.status === 200 && isLong && greets(answer.text, name)) return exchange
  return fail('not-the-list', {
    exchange, mark: answer.status === 200 ? 'body' : 'status',
    expected: `200 and JSON with greetings for ${JSON.stringify(name)}`,
    actual: `${answer.status}: ${answer.text.slice(0, 200)}${endOf(answer)}`,
  })
}

// JSON that looks right at its beginning may be cut off at its end.
function endOf({ text, message: { extra }, header }: Answer): string {
  const end = text.length > 200 ? ` … ${text.slice(-40)}` : ''
  if (extra === '') return end
  return `${end}, which is where Content-Length (${header('content-length')}) ends the body, and `
    + `then ${extra.length} more bytes`
}

/** Says whether a text is JSON that contains this name. */
export function greets(text: string, name: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)).includes(JSON.stringify(name).slice(1, -1))
  } catch {
    return false
  }
}

/** Asks once for each header, and expects compression exactly where it accepts gzip. */
export async function askAll(tools: GreetingTools, rows: readonly Row[]): Promise<void> {
  const list = listFor(tools)
  const plain = await askPlain(tools, list)
  for (const [acceptEncoding, id] of rows) {
    const exchange = await ask(tools, list.target, acceptEncoding)
    expectSame(tools, { exchange, plain, name: list.name, acceptEncoding, id })
  }
}

type Comparison = {
  exchange: HttpExchange
  /** The response to the same request without Accept-Encoding. */
  plain: HttpExchange
  /** Whom it greets. */
  name: string
  acceptEncoding: string | undefined
  /** What it means if gzip is accepted and not used, or used and not accepted. */
  id: Id
}

type Seen = { mark: Mark; actual: string }

/** Ends the step unless the response is the plain one, compressed as the header accepts it. */
export function expectSame(tools: GreetingTools, comparison: Comparison): void {
  const { exchange, plain, name, acceptEncoding, id } = comparison
  const { answer } = exchange
  const codings = codingsOf(answer)
  const coding = answer.header('content-encoding') ?? 'no Content-Encoding'
  const refuse = (found: Id, expected: string, { mark, actual }: Partial<Seen> = {}) =>
    tools.fail(found, {
      exchange, expected, mark: mark ?? 'header content-encoding', actual: actual ?? coding,
    })
  if (answer.status !== 200) {
    const actual = `the status ${answer.status}`
    return refuse('wrong-status', 'the status 200', { mark: 'status', actual })
  }
  const body = decompress(answer.body, codings)
  if (body === undefined) {
    const actual = JSON.stringify(answer.body.slice(0, 40))
    return refuse('not-decompressible', `bytes in the format ${coding}`, { mark: 'body', actual })
  }
  if (isGzip(body) && codings.length > 0) return refuse('compressed-twice', 'compression once')
  if (isGzip(body)) return refuse('encoding-not-told', 'Content-Encoding: gzip')
  if (codings.some((name) => !accepts(acceptEncoding, name))) {
    const found = accepts(acceptEncoding, 'gzip') ? 'coding-not-accepted' : id
    return refuse(found, 'no coding that the client does not accept')
  }
  if (codings.length === 0 && accepts(acceptEncoding, 'gzip')) {
    return refuse(id, 'a compressed body')
  }
  const ownName = name.split(' ').slice(0, 2).join(' ')
  if (!greets(readByteText(body), ownName) && greets(readByteText(body), '')) {
    const actual = readByteText(body).slice(0, 120)
    return refuse('mixed-up', `greetings for ${ownName}`, { mark: 'body', actual })
  }
  if (body !== plain.answer.body) {
    const actual = `${body.length} bytes after decompression: ${readByteText(body).slice(0, 80)}`
    const expected = `the ${plain.answer.body.length} bytes that come without Accept-Encoding`
    return refuse('other-bytes', expected, { mark: 'body', actual })
  }
  expectSameType(tools, exchange, plain)
}

function expectSameType(tools: GreetingTools, exchange: HttpExchange, plain: HttpExchange): void {
  const type = exchange.answer.header('content-type') ?? 'no Content-Type'
  const before = plain.answer.header('content-type') ?? 'no Content-Type'
  if (type.toLowerCase() === before.toLowerCase()) return
  return tools.fail('type-changed', {
    exchange, mark: 'header content-type', expected: before, actual: type,
  })
}

/** Says whether Vary names Accept-Encoding. */
export function variesByEncoding({ answer }: HttpExchange): boolean {
  const names = (answer.header('vary') ?? '').toLowerCase().split(',').map((name) => name.trim())
  return names.includes('accept-encoding') || names.includes('*')
}
