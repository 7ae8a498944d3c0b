// Steps: POST, where the server chooses the name, PUT, where the client does, and the methods that
// only read.

import { isDeepStrictEqual } from 'node:util'
import { step, type Tools } from '../../src/course/check/check.ts'
import {
  ask, bodies, countOf, differences, expectCount, expectCreated, expectInList, expectMissing,
  expectNote, expectSameList, expectSuccess, failAsReplaced, fieldOf, isSuccess, newName, newNote,
  postNote, putNote, readList, statuses, write, type Id, type List, type Note,
} from './notes.ts'

export const putSteps = [
  step<Id>('POST makes a note, and GET reads it', async (tools) => {
    const note = newNote(tools)
    const target = await postNote(tools, note)
    await expectNote(tools, { target, note, id: 'lost-note' })
    await expectInList(tools, note)
    for (const name of [newName(tools), 'constructor']) {
      await expectMissing(tools, `/notes/${name}`)
    }
  }),
  step<Id>('Each POST makes another note', async (tools) => {
    const note = newNote(tools)
    const [first, second, third] = [
      await postNote(tools, note), await postNote(tools, note), await postNote(tools, note),
    ]
    if (first === second) await failAsReplaced(tools, second)
    await expectNote(tools, { target: first, note, id: 'lost-note' })
    await expectInList(tools, note, 3)
    // Whether DELETE works already is for a later step.
    await ask(tools, { method: 'DELETE', target: first })
    if (await postNote(tools, newNote(tools)) === third) await failAsReplaced(tools, third)
  }),
  step<Id>('PUT stores a note under its URL, and twice is once', async (tools) => {
    const note = newNote(tools)
    const target = `/notes/${tools.fresh.word()}`
    const plan = write('PUT', target, note)
    const made = await ask(tools, plan)
    expectSuccess(tools, made, 'put-refused')
    const again = await ask(tools, plan)
    expectSuccess(tools, again, 'put-refused')
    const list = await readList(tools)
    expectNoSecond(tools, { list, note })
    await expectNote(tools, { target, note, id: 'put-that-stores-elsewhere' })
    expectCount(tools, { list, note, count: 1 })
    expectCreated(tools, made)
    if (again.answer.status === 201) {
      return tools.fail('replaced-with-201', statuses(again, '200 or 204'))
    }
  }),
  step<Id>('Each name is another note', async (tools) => {
    const { fresh } = tools
    const word = fresh.word()
    const names = [
      word, word.toUpperCase(), `${word}2`, `${word}+a`, `${word}%20a`, `${fresh.integer(0, 9)}`,
    ]
    const notes = await Promise.all(fresh.shuffle(names).map(async (name) => {
      const note = newNote(tools)
      const target = `/notes/${name}`
      expectSuccess(tools, await ask(tools, write('PUT', target, note)), 'put-refused')
      return { note, target }
    }))
    for (const { note, target } of notes) {
      await expectNote(tools, { target, note, id: 'put-that-stores-elsewhere' })
    }
  }),
  step<Id>('PUT replaces the whole note', async (tools) => {
    const target = await putNote(tools, newNote(tools))
    const note = newNote(tools)
    expectSuccess(tools, await ask(tools, write('PUT', target, note)), 'put-refused')
    await expectNote(tools, { target, note, id: 'put-that-keeps-the-old' })
    const less = { title: note.title, text: note.text }
    await replace(tools, { target, old: note, note: less })
    await replace(tools, { target, old: less, note: { text: note.text } })
  }),
  step<Id>('GET, HEAD and OPTIONS change nothing', async (tools) => {
    const note = newNote(tools)
    const target = await putNote(tools, note)
    const first = await ask(tools, { target })
    const before = await readList(tools)
    const missing = `/notes/${newName(tools)}`
    for (const plan of [
      { target: missing }, { method: 'HEAD', target }, { method: 'HEAD', target: missing },
      { method: 'OPTIONS', target }, { method: 'OPTIONS', target: missing },
    ]) await ask(tools, plan)
    const last = await expectNote(tools, { target, note, id: 'get-that-changes-something' })
    if (!isDeepStrictEqual(first.answer.json(), last.answer.json())) {
      return tools.fail('get-that-changes-something', {
        ...bodies(last, note), expected: `${first.answer.text}, as before`,
      })
    }
    await expectSameList(tools, before, 'get-that-changes-something')
  }),
]

function expectNoSecond({ fail }: Tools<Id>, { list, note }: { list: List; note: Note }): void {
  const count = countOf(list, note)
  if (count < 2) return
  return fail('put-that-makes-another', {
    exchange: list.exchange, mark: 'body',
    expected: `the text ${JSON.stringify(note.text)} once`, actual: `it's there ${count} times`,
  })
}

type Replacement = { target: string; old: Note; note: Note }

// The fields of the old note that the new one doesn't have must be gone.
async function replace(tools: Tools<Id>, { target, old, note }: Replacement): Promise<void> {
  const put = await ask(tools, write('PUT', target, note))
  // To refuse a note without a title is right as well, if it changes nothing.
  if (!isSuccess(put) && !('title' in note)) {
    await expectNote(tools, { target, note: old, id: 'refused-but-done' })
    return
  }
  expectSuccess(tools, put, 'put-refused')
  const after = await ask(tools, { target })
  const value = after.answer.json()
  if (!isSuccess(after) || differences(value, note).length > 0) {
    return tools.fail('put-that-keeps-the-old', bodies(after, note))
  }
  const kept = Object.keys(old).find((name) =>
    !(name in note) && fieldOf(value, name) !== undefined && fieldOf(value, name) !== null)
  if (kept !== undefined) tools.fail('put-that-merges', bodies(after, note))
}
