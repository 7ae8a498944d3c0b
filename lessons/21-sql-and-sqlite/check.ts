// Stores, reads and removes notes, and then ends the program in the middle of its work, to see
// what is in the file.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { hostileTexts } from '../../src/course/check/hostileTexts.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { sendPipelined } from '../../src/course/check/pipelined.ts'
import { findings } from './findings.ts'
import { compareTypes, openOnce, survive } from './fileSteps.ts'
import { expectOrder, useLongList } from './orderSteps.ts'
import {
  addNote, draftOf, expectInList, expectNote, expectOwnNote, isNote, isSame, listNotes, post,
  postPlan, shown, type Draft, type Note, type NoteTools,
} from './notes.ts'
import { removeNotes, reuseNoId } from './removeSteps.ts'

// For steps that wait for the program many times: on a busy machine that adds up.
const patient = { deadlineMs: 15_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('A note is stored and read', async (tools) => {
      const notes = [await addNote(tools, draftOf(tools)), await addNote(tools, draftOf(tools))]
      for (const note of notes) await expectNote(tools, note)
    }),
    step('The list has all notes, the highest priority first', compareOrder, patient),
    step('Any text stays as it is', keepTexts, patient),
    step("What isn't a note is refused", refuseBodies, patient),
    step('A note that is removed is gone, and the others stay', removeNotes, patient),
    step('An id is never used again', reuseNoId),
    step('Twenty notes at once', storeAtOnce, patient),
    step('Notes survive kill -9', survive, { deadlineMs: 20_000 }),
    step('The file has text as text and numbers as numbers', compareTypes),
    step('A list of 500 notes is whole, and with an index in the same order', useLongList, patient),
    step('The database is opened once', openOnce, patient),
    survivalStep('/notes'),
  ],
})

async function compareOrder(tools: NoteTools): Promise<void> {
  const { fresh } = tools
  const priorities = fresh.shuffle([1000, 999, 100, 100, 20, 10, 9, 9, 9, 3, 1])
  const twice = fresh.word()
  const letters = [...'mzaymzaymzay']
  const notes: Note[] = []
  for (const priority of priorities) {
    // Two notes can be equal, and are two notes all the same. The others aren't in any order.
    const text = priority === 100 ? twice : `${letters.shift()}${fresh.word()}`
    notes.push(await addNote(tools, { text, priority }))
  }
  await expectInList(tools, notes)
  await expectOwnIds(tools, notes)
  await expectOrder(tools)
}

async function expectOwnIds(tools: NoteTools, notes: readonly Note[]): Promise<void> {
  const twin = notes.find(({ id }, index) => notes.findIndex((note) => note.id === id) < index)
  if (twin === undefined) return
  const rows = (await listNotes(tools)).filter((note) => isSame(note, twin)).length
  tools.fail(rows < 2 ? 'list-incomplete' : 'wrong-note', {
    expected: 'a row and an id for each POST, also if two notes are equal',
    actual: `two POSTs got the id ${twin.id}, and the list has ${rows} of the two notes`,
  })
}

async function keepTexts(tools: NoteTools): Promise<void> {
  const notes: Note[] = []
  for (const text of hostileTexts(tools.fresh)) {
    notes.push(await addNote(tools, draftOf(tools, text)))
  }
  const long = `${tools.fresh.word()} 'ü"語🌱'`.repeat(5_000)
  const last = await addNote(tools, draftOf(tools, long))
  await expectInList(tools, [...notes, last])
  for (const note of [...tools.fresh.shuffle(notes).slice(0, 5), last]) {
    await expectNote(tools, note)
  }
  // The list is read often in what follows, and should be short again.
  await tools.send({ method: 'DELETE', target: `/notes/${last.id}` })
}

async function refuseBodies(tools: NoteTools): Promise<void> {
  const { fresh, fail } = tools
  const before = await listNotes(tools)
  const text = fresh.word()
  const values: unknown[] = [
    ...['3', '', 1.5, 0, 1001, 1e99, null, true].map((priority) => ({ text, priority })),
    ...[7, null, '', [text]].map((wrong) => ({ text: wrong, priority: 3 })),
    { text }, { priority: 3 }, [text, 3], null,
  ]
  const bodies = [...values.map((value) => JSON.stringify(value)), '{"text": ', '']
  for (const body of bodies) {
    const exchange = await post(tools, body)
    const { status } = exchange.answer
    if (status >= 400 && status < 500) continue
    return fail(status >= 500 ? 'server-blamed' : 'bad-note-accepted', {
      exchange, mark: 'status', expected: 'the status 400 or 422',
      actual: `the status ${status}`,
    })
  }
  const known = new Set(before.map(({ id }) => id))
  const added = (await listNotes(tools)).find(({ id }) => !known.has(id))
  if (added === undefined) return
  return fail('bad-note-accepted', {
    mark: 'body', expected: 'the list as before the refusals', actual: shown(added),
  })
}

async function storeAtOnce(tools: NoteTools): Promise<void> {
  const before = await listNotes(tools)
  const drafts = Array.from({ length: 20 }, () => draftOf(tools))
  const exchanges = await Promise.all(drafts.map((draft) => post(tools, JSON.stringify(draft))))
  await judgeAtOnce(tools, drafts, exchanges)
  // A list with a limit may lack earlier notes instead.
  await expectInList(tools, before)
  await storePipelined(tools)
}

async function judgeAtOnce(
  tools: NoteTools, drafts: readonly Draft[], exchanges: readonly HttpExchange[],
): Promise<void> {
  const failed = exchanges.find(({ answer }) => answer.status !== 201)
  if (failed !== undefined) {
    return tools.fail('failed-at-once', {
      exchange: failed, mark: 'status', expected: 'the status 201 for all of them',
      actual: `the status ${failed.answer.status}`,
    })
  }
  const list = await listNotes(tools)
  for (const [index, exchange] of exchanges.entries()) {
    const draft = drafts[index] ?? draftOf(tools)
    expectOwnNote(tools, exchange, draft, list)
    if (list.some((note) => isSame(note, draft))) continue
    const id = await isFound(tools, exchange) ? 'list-incomplete' : 'failed-at-once'
    tools.fail(id, {
      exchange, mark: 'body', expected: `the list has the note ${shown(draft)}`,
      actual: `a list of ${list.length} notes without it`,
    })
  }
}

// Says whether the note of a 201 is at its URL. If it is, only the list lacks it.
async function isFound({ send }: NoteTools, { answer }: HttpExchange): Promise<boolean> {
  const note = answer.json()
  if (!isNote(note)) return false
  const { answer: found } = await send({ target: `/notes/${note.id}` })
  return found.status === 200
}

// Over one connection, where they meet in any case. Other servers than Node's may not be able to
// read ahead, so a refusal says nothing about them.
async function storePipelined(tools: NoteTools): Promise<void> {
  const drafts = Array.from({ length: 5 }, () => draftOf(tools))
  const exchanges =
    await sendPipelined(tools, drafts.map((draft) => postPlan(JSON.stringify(draft))))
  const isNode = tools.events().length > 0
  if (!isNode && exchanges.some(({ answer }) => answer.status !== 201)) return
  await judgeAtOnce(tools, drafts, exchanges)
}
