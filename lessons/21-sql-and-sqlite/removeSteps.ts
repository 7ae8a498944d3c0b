// Removes notes, and looks at the others.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  addNote, draftOf, expectNote, isNote, isSame, listNotes, shown, type Note, type NoteTools,
} from './notes.ts'

export async function removeNotes(tools: NoteTools): Promise<void> {
  const { fail } = tools
  const twin = draftOf(tools)
  const second = await addNote(tools, twin)
  const last = await addNote(tools, twin)
  // By now, an id that was counted, and not read from the database, leads to another note.
  for (const note of [second, last]) await expectNote(tools, note)
  let others = await listNotes(tools)
  // Other ids begin with the digits of the smallest one.
  const smallest = Math.min(...others.map(({ id }) => id))
  for (const id of [smallest, last.id]) {
    others = others.filter((note) => note.id !== id)
    await removeOne(tools, id)
    const after = await listNotes(tools)
    if (after.some((note) => note.id === id)) {
      return fail('not-removed', {
        mark: 'body', expected: `a list without the id ${id}`, actual: 'the list has it',
      })
    }
    expectKept(tools, others, after)
  }
  await expectNote(tools, second)
  await refuseMissing(tools, second.id)
  expectKept(tools, others, await listNotes(tools))
}

async function removeOne(tools: NoteTools, id: number): Promise<void> {
  const removed = await tools.send({ method: 'DELETE', target: `/notes/${id}` })
  expectStatus(tools, removed, [204, 200, 202], 'remove-refused')
  const { status, message: { extra } } = removed.answer
  if (status === 204 && extra !== '') {
    const expected = 'nothing after the blank line'
    tools.fail('body-after-204', { exchange: removed, expected, actual: `${extra.length} bytes` })
  }
  for (const method of ['GET', 'DELETE']) {
    const gone = await tools.send({ method, target: `/notes/${id}` })
    const note = gone.answer.json()
    const isThere = method === 'GET' && gone.answer.status === 200 && isNote(note) && note.id === id
    expectStatus(tools, gone, [404, 410], isThere ? 'not-removed' : 'missing-404')
  }
}

function expectKept({ fail }: NoteTools, notes: readonly Note[], after: readonly Note[]): void {
  for (const note of notes) {
    const kept = after.find(({ id }) => id === note.id)
    if (kept !== undefined && isSame(kept, note)) continue
    return fail('others-changed', {
      mark: 'body', expected: `the note ${shown(note)}`,
      actual: kept === undefined ? 'the note is gone' : shown(kept),
    })
  }
}

// Ids that no note has: they must not read, remove or break anything.
async function refuseMissing(tools: NoteTools, id: number): Promise<void> {
  const missing = [String(id + 1_000_000), '0']
  const odd = [
    `${id}x`, `${id}.5`, `${id}e0`, `0x${id.toString(16)}`, `${id}%20or%201=1`, `${id}%27`, 'null',
    '9'.repeat(40),
  ]
  for (const segment of [...missing, ...odd]) {
    for (const method of ['GET', 'DELETE']) {
      const exchange = await tools.send({ method, target: `/notes/${segment}` })
      const expected = missing.includes(segment) ? [404] : [404, 400, 405, 422]
      expectStatus(tools, exchange, expected, 'missing-404')
    }
  }
}

export async function reuseNoId(tools: NoteTools): Promise<void> {
  const removed = await addNote(tools, draftOf(tools))
  const exchange = await tools.send({ method: 'DELETE', target: `/notes/${removed.id}` })
  expectStatus(tools, exchange, [204, 200, 202], 'remove-refused')
  await expectNewId(tools, removed.id)
}

/** Stores a note, whose id must be larger than that of the newest note, which was removed. */
export async function expectNewId(tools: NoteTools, removed: number): Promise<void> {
  const { id } = await addNote(tools, draftOf(tools))
  if (id > removed) return
  tools.fail('id-reused', {
    mark: 'body', expected: `an id above ${removed}`, actual: `the id ${id}`,
  })
}

export function expectStatus(
  tools: NoteTools, exchange: HttpExchange, wanted: readonly number[],
  id: 'not-removed' | 'remove-refused' | 'missing-404',
): void {
  const { status } = exchange.answer
  if (wanted.includes(status)) return
  tools.fail(status >= 500 ? 'server-blamed' : id, {
    exchange, mark: 'status', expected: `the status ${wanted[0]}`, actual: `the status ${status}`,
  })
}
