// The check as a client of the notes: what it sends, and what it expects back.

import { isRecord } from '../../src/basics/check.ts'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Id } from './findings.ts'

export type NoteTools = Tools<Id>

export type Draft = { text: string; priority: number }
export type Note = Draft & { id: number }

export function draftOf({ fresh }: Pick<NoteTools, 'fresh'>, text = fresh.word()): Draft {
  return { text, priority: fresh.integer(1, 1000) }
}

/** Sends a body as JSON. */
export function post({ send }: NoteTools, body: string): Promise<HttpExchange> {
  return send(postPlan(body))
}

export function postPlan(body: string): RequestPlan {
  return { method: 'POST', target: '/notes', headers: [['Content-Type', 'application/json']], body }
}

/** Stores a note, and gives it with its id. */
export async function addNote(tools: NoteTools, draft: Draft): Promise<Note> {
  const exchange = await post(tools, JSON.stringify(draft))
  const { status } = exchange.answer
  if (status === 201) return readNote(tools, exchange, draft)
  const isPlain = /^[a-z]+$/.test(draft.text)
  const failure = isPlain ? 'request-fails' : 'text-breaks-statement'
  return tools.fail(status >= 500 ? failure : 'not-stored', {
    exchange, mark: 'status', expected: 'the status 201', actual: `the status ${status}`,
  })
}

/** Reads one note by its id, and compares it. */
export async function expectNote(tools: NoteTools, note: Note): Promise<void> {
  const exchange = await tools.send({ target: `/notes/${note.id}` })
  const { status } = exchange.answer
  if (status === 200) return void readNote(tools, exchange, note)
  const id = status >= 500 ? 'request-fails' : 'wrong-note'
  tools.fail(isOpenedAnew(tools) ? 'opened-for-each-request' : id, {
    exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
  })
}

// Whether the program has opened several databases in memory. A request sees only its own one.
function isOpenedAnew(tools: NoteTools): boolean {
  const inMemory = tools.events().flatMap((event) =>
    event.event === 'sql' && event.file === undefined ? [event.connection] : [])
  return new Set(inMemory).size > 1
}

/** Reads the list, in its order. */
export async function listNotes(tools: NoteTools): Promise<readonly Note[]> {
  const exchange = await tools.send({ target: '/notes' })
  const value = exchange.answer.json()
  const notes = exchange.answer.status === 200 && Array.isArray(value) ? value : undefined
  if (notes?.every(isNote)) return notes
  const typed = notes?.find((each) => !isNote(each) && hasOtherTypes(each))
  const id = exchange.answer.status >= 500 ? 'request-fails' : 'no-list'
  return tools.fail(typed === undefined ? id : 'type-changed', {
    exchange, mark: notes === undefined ? 'status' : 'body',
    expected: 'the status 200 and a JSON array of notes, each with an id, a text and a priority',
    actual: typed === undefined
      ? `the status ${exchange.answer.status}, and ${exchange.answer.text.slice(0, 200)}`
      : JSON.stringify(typed).slice(0, 200),
  })
}

/** Fails unless the list has these notes. */
export async function expectInList(tools: NoteTools, notes: readonly Note[]): Promise<void> {
  const list = await listNotes(tools)
  for (const note of notes) {
    const found = list.find(({ id }) => id === note.id)
    const expected = `the note ${shown(note)}`
    if (found === undefined) {
      tools.fail('list-incomplete', {
        mark: 'body', expected, actual: `a list of ${list.length} notes without this id`,
      })
    } else if (!isSame(found, note)) {
      tools.fail('text-changed', { mark: 'body', expected, actual: shown(found) })
    }
  }
}

/** Fails if the response to a POST has the text or the id of another note of the list. */
export function expectOwnNote(
  tools: NoteTools, exchange: HttpExchange, draft: Draft, list: readonly Note[],
): void {
  const value = exchange.answer.json()
  const stored = isNote(value) ? list.find(({ id }) => id === value.id) ?? value : undefined
  if (isNote(value) && isSame(value, draft) && stored !== undefined && isSame(stored, draft)) return
  tools.fail('mixed-up-at-once', {
    exchange, mark: 'body', expected: `an "id" and ${shown(draft)}`,
    actual: stored === undefined ? exchange.answer.text.trim().slice(0, 200)
      : `${shown(Object(value))}, and the list has ${shown(stored)}`,
  })
}

export function isSame(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.priority === other.priority
}

/** A note as JSON, as much of it as fits into a report. */
export function shown(note: object): string {
  const text = JSON.stringify(note)
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`
}

export function isNote(value: unknown): value is Note {
  return isRecord(value) && typeof value['id'] === 'number'
    && typeof value['text'] === 'string' && typeof value['priority'] === 'number'
}

function readNote(tools: NoteTools, exchange: HttpExchange, draft: Draft): Note {
  const value = exchange.answer.json()
  if (isNote(value) && isSame(value, draft)) return value
  const evidence = {
    exchange, mark: 'body', expected: `an "id" and ${shown(draft)}`,
    actual: exchange.answer.text.trim().slice(0, 200),
  } as const
  if (hasOtherTypes(value)) return tools.fail('type-changed', evidence)
  const isAnother = !isNote(value) || value.priority !== draft.priority
  return tools.fail(isAnother ? 'wrong-note' : 'text-changed', evidence)
}

// All three are there, but a number is text, or text is a number.
function hasOtherTypes(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { id, text, priority } = { id: null, text: null, priority: null, ...value }
  return [id, text, priority].every((each) => ['string', 'number'].includes(typeof each))
    && (typeof id !== 'number' || typeof text !== 'string' || typeof priority !== 'number')
}
