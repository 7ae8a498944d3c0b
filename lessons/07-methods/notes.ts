// What all steps need: notes that are hard to keep, requests about them, and what must be true of
// every response.

import { isDeepStrictEqual } from 'node:util'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type Note = Readonly<Record<string, unknown>>

/** Any JSON object is a note, so this one has all kinds of values. Its text is unique. */
export function newNote({ fresh }: Tools<Id>, title = `Zoë "${fresh.word()}" & Co`): Note {
  return {
    title,
    text: `${fresh.foreignText()}\n${fresh.word()}, O'${fresh.name()} \\ <b>100 %</b>`,
    [`${fresh.word()}-s`]: fresh.shuffle([0, -5, false, null, '', ['x'], { name: fresh.word() }]),
  }
}

export function write(method: string, target: string, value: unknown): RequestPlan {
  return {
    method, target, headers: [['Content-Type', 'application/json']], body: JSON.stringify(value),
  }
}

/** Sends a request, and looks at what no response may have, whatever it's about. */
export async function ask(tools: Tools<Id>, plan: RequestPlan): Promise<HttpExchange> {
  const exchange = await tools.send(plan)
  const { answer } = exchange
  const { extra, bodyStart } = answer.message
  const end = { start: bodyStart + answer.body.length, end: bodyStart + answer.body.length + 1 }
  if (answer.status === 204) {
    const length = answer.header('content-length') ?? '0'
    if (length === '0' && extra === '') return exchange
    return tools.fail('no-content-with-content', {
      exchange, mark: extra === '' ? 'header content-length' : end,
      expected: 'a 204 without a length and without a body',
      actual: extra === '' ? `Content-Length: ${length}` : `${extra.length} bytes of a body`,
    })
  }
  if (plan.method !== 'HEAD' && extra !== '' && answer.header('content-length') !== undefined) {
    return tools.fail('length-too-small', {
      exchange, mark: end, expected: `Content-Length: ${answer.body.length + extra.length}`,
      actual: `Content-Length: ${answer.header('content-length')}`,
    })
  }
  return exchange
}

export function isSuccess({ answer }: HttpExchange): boolean {
  return answer.status >= 200 && answer.status < 300
}

export function isMissing({ answer }: HttpExchange): boolean {
  return answer.status === 404 || answer.status === 410
}

export function statuses(exchange: HttpExchange, expected: string) {
  return { exchange, mark: 'status', expected, actual: `${exchange.answer.status}` } as const
}

export function expectSuccess({ fail }: Tools<Id>, exchange: HttpExchange, id: Id): void {
  if (!isSuccess(exchange)) fail(id, statuses(exchange, 'a status 2xx'))
}

export async function expectMissing(tools: Tools<Id>, target: string): Promise<void> {
  const exchange = await ask(tools, { target })
  if (isMissing(exchange)) return
  tools.fail('missing-note-found', statuses(exchange, '404'))
}

/** Puts a note where none was, and demands 201. */
export async function putNote(tools: Tools<Id>, note: Note, name = newName(tools)) {
  const target = `/notes/${name}`
  const exchange = await ask(tools, write('PUT', target, note))
  expectSuccess(tools, exchange, 'put-refused')
  expectCreated(tools, exchange)
  return target
}

/** Posts a note, and returns the path in Location. */
export async function postNote(tools: Tools<Id>, note: Note): Promise<string> {
  return placeOf(tools, await ask(tools, write('POST', '/notes', note)))
}

/** The path of the note that a POST made: what Location says, resolved as a client does. */
export function placeOf(tools: Tools<Id>, exchange: HttpExchange): string {
  const place = exchange.answer.header('location')
  const url = place === undefined ? null : URL.parse(place, `http://localhost:${tools.port}/notes`)
  const isHere = url !== null && url.protocol === 'http:' && url.port === String(tools.port)
    && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (!isSuccess(exchange) || !isHere) {
    return tools.fail('lost-note', {
      exchange, mark: 'head', expected: '201, and in Location a URL of this server',
      actual: `${exchange.answer.status}, Location: ${place ?? 'none'}`,
    })
  }
  expectCreated(tools, exchange)
  return url.pathname
}

export async function failAsReplaced({ fail, send }: Tools<Id>, target: string): Promise<void> {
  const exchange = await send({ target })
  return fail('post-that-replaces', {
    exchange, expected: 'a URL of its own for each note', actual: `two notes got ${target}`,
  })
}

export function expectCreated({ fail }: Tools<Id>, exchange: HttpExchange): void {
  if (exchange.answer.status !== 201) fail('made-without-201', statuses(exchange, '201'))
}

export function newName({ fresh }: Tools<Id>): string {
  return `${fresh.word()}${fresh.integer(100, 999)}`
}

/** The names of the fields that a value lacks or has differently. */
export function differences(value: unknown, note: Note): string[] {
  return Object.keys(note).filter((name) => !isDeepStrictEqual(fieldOf(value, name), note[name]))
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

export function bodies(exchange: HttpExchange, note: Note) {
  const { status, text } = exchange.answer
  return {
    exchange, mark: 'body', expected: JSON.stringify(note), actual: `${status} ${text}`.trim(),
  } as const
}

/** Demands that GET responds with the note. `id` is the finding when it's another one or none. */
export async function expectNote(
  tools: Tools<Id>, { target, note, id }: { target: string; note: Note; id: Id },
): Promise<HttpExchange> {
  const exchange = await ask(tools, { target })
  const value = exchange.answer.json()
  const wrong = differences(value, note)
  const evidence = bodies(exchange, note)
  if (!isSuccess(exchange)) return tools.fail(id, evidence)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return tools.fail('not-an-object', evidence)
  }
  if (wrong.includes('text') || wrong.includes('title')) return tools.fail(id, evidence)
  const [name] = wrong
  if (name === undefined) return exchange
  return tools.fail('lost-field', {
    ...evidence, expected: `"${name}": ${JSON.stringify(note[name])}`,
    actual: `"${name}": ${JSON.stringify(fieldOf(value, name)) ?? 'missing'}`,
  })
}

export type List = { exchange: HttpExchange; notes: readonly unknown[] }

export async function readList(tools: Tools<Id>): Promise<List> {
  const exchange = await ask(tools, { target: '/notes' })
  const { status } = exchange.answer
  const notes = exchange.answer.json()
  if (status === 200 && Array.isArray(notes)) return { exchange, notes }
  return tools.fail('list-without-the-notes', {
    exchange, expected: '200 and a JSON array',
    ...(status === 200 ? { mark: 'body', actual: '200, and no array' }
      : { mark: 'status', actual: `${status}` }),
  })
}

/** How often a note is in the list. */
export function countOf({ notes }: List, { text }: Note): number {
  return notes.filter((each) => fieldOf(each, 'text') === text).length
}

export async function expectInList(tools: Tools<Id>, note: Note, count = 1): Promise<void> {
  expectCount(tools, { list: await readList(tools), note, count })
}

export function expectCount(
  { fail }: Tools<Id>, { list, note, count }: { list: List; note: Note; count: number },
): void {
  const actual = countOf(list, note)
  if (actual === count) return
  return fail('list-without-the-notes', {
    exchange: list.exchange, mark: 'body',
    expected: `the text ${JSON.stringify(note.text)} ${timesOf(count)}`,
    actual: actual === 0 ? "it isn't in the list" : `it's there ${timesOf(actual)}`,
  })
}

export function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** Demands that the list is as long as before. */
export async function expectSameList(tools: Tools<Id>, before: List, id: Id): Promise<void> {
  const { exchange, notes } = await readList(tools)
  if (notes.length === before.notes.length) return
  return tools.fail(id, {
    exchange, mark: 'body', expected: `${before.notes.length} notes, as before`,
    actual: `${notes.length} notes`,
  })
}
