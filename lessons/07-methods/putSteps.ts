// Steps: POST, where the server chooses the name, PUT, where the client does, and the methods that
// only read.

import { isDeepStrictEqual } from 'node:util'
import { step, type Tools } from '../../src/course/check/check.ts'
import {
  ask, bodies, countOf, differences, expectCreated, expectInList, expectMissing, expectNote,
  expectSameList, expectSuccess, fieldOf, isSuccess, newName, newNote, putNote, readList, statuses,
  write, type Id, type Note,
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
  step<Id>('POST twice makes two notes', async (tools) => {
    const note = newNote(tools)
    const [first, second] = [await postNote(tools, note), await postNote(tools, note)]
    if (first === second) await failAsReplaced(tools, second)
    await expectNote(tools, { target: first, note, id: 'lost-note' })
    await expectInList(tools, note, 2)
  }),
  step<Id>('POST after a DELETE takes no name of another note', async (tools) => {
    const note = newNote(tools)
    const [first, , third] = [
      await postNote(tools, note), await postNote(tools, note), await postNote(tools, note),
    ]
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
    await expectNoSecond(tools, note)
    await expectNote(tools, { target, note, id: 'put-that-stores-elsewhere' })
    await expectInList(tools, note)
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
    await replaceBySome(tools, { target, note, kept: ['title', 'text'] })
    await replaceBySome(tools, { target, note, kept: ['text'] })
  }),
  step<Id>('GET, HEAD and OPTIONS change nothing', async (tools) => {
    const note = newNote(tools)
    const target = await putNote(tools, note)
    const first = await ask(tools, { target })
    const before = await readList(tools)
    const places = [target, `/notes/${newName(tools)}`]
    await Promise.all(['GET', 'HEAD', 'OPTIONS'].flatMap((method) =>
      places.map((each) => ask(tools, { method, target: each }))))
    const last = await expectNote(tools, { target, note, id: 'get-that-changes-something' })
    if (!isDeepStrictEqual(first.answer.json(), last.answer.json())) {
      return tools.fail('get-that-changes-something', {
        ...bodies(last, note), expected: `${first.answer.text}, as before`,
      })
    }
    await expectSameList(tools, before, 'get-that-changes-something')
  }),
]

async function failAsReplaced({ fail, send }: Tools<Id>, target: string): Promise<void> {
  const exchange = await send({ target })
  return fail('post-that-replaces', {
    exchange, expected: 'a URL of its own for each note', actual: `two notes got ${target}`,
  })
}

async function lastPost(tools: Tools<Id>, note: Note) {
  const exchange = await ask(tools, write('POST', '/notes', note))
  return { exchange, place: exchange.answer.header('location') }
}

async function postNote(tools: Tools<Id>, note: Note): Promise<string> {
  const { exchange, place } = await lastPost(tools, note)
  if (!isSuccess(exchange) || place === undefined || !URL.canParse(place, 'http://localhost')) {
    return tools.fail('lost-note', {
      exchange, mark: 'head', expected: '201 and a header Location',
      actual: `${exchange.answer.status}, Location: ${place ?? 'none'}`,
    })
  }
  expectCreated(tools, exchange)
  return new URL(place, 'http://localhost/notes').pathname
}

async function expectNoSecond(tools: Tools<Id>, note: Note): Promise<void> {
  const list = await readList(tools)
  const count = countOf(list, note)
  if (count < 2) return
  return tools.fail('put-that-makes-another', {
    exchange: list.exchange, mark: 'body',
    expected: `the text ${JSON.stringify(note.text)} once`, actual: `it's there ${count} times`,
  })
}

type Replacement = { target: string; note: Note; kept: readonly string[] }

// First the whole note, then only some of its fields: the others must be gone.
async function replaceBySome(
  tools: Tools<Id>, { target, note, kept }: Replacement,
): Promise<void> {
  expectSuccess(tools, await ask(tools, write('PUT', target, note)), 'put-refused')
  const part = Object.fromEntries(kept.map((name) => [name, note[name]]))
  const put = await ask(tools, write('PUT', target, part))
  // To refuse a note without a title or a text is right as well, if it changes nothing.
  if (!isSuccess(put) && kept.length < 2) {
    await expectNote(tools, { target, note, id: 'refused-but-done' })
    return
  }
  expectSuccess(tools, put, 'put-refused')
  const after = await ask(tools, { target })
  const value = after.answer.json()
  if (!isSuccess(after) || differences(value, part).length > 0) {
    return tools.fail('put-that-keeps-the-old', bodies(after, part))
  }
  const old = Object.keys(note).find((name) =>
    !kept.includes(name) && fieldOf(value, name) !== undefined && fieldOf(value, name) !== null)
  if (old !== undefined) tools.fail('put-that-merges', bodies(after, part))
}
