// Steps: PATCH, which changes some fields, and DELETE.

import { step, type Tools } from '../../src/course/check/check.ts'
import {
  ask, bodies, differences, expectCount, expectInList, expectMissing, expectNote, expectSameList,
  expectSuccess, fieldOf, isMissing, isSuccess, newName, newNote, putNote, readList, statuses,
  write, type Id, type Note,
} from './notes.ts'

export const changeSteps = [
  step<Id>('PATCH changes some fields and keeps the others', async (tools) => {
    const { fresh } = tools
    const note = newNote(tools)
    const other = newNote(tools, String(note.title))
    const target = await putNote(tools, note)
    const otherTarget = await putNote(tools, other)
    await expectInList(tools, note)
    const text = `${fresh.foreignText()} ${fresh.word()}`
    const changed = await change(tools, { target, note, changes: { text } })
    await expectNote(tools, { target: otherTarget, note: other, id: 'another-note-changed' })
    await expectInList(tools, changed)
    const list = fresh.word()
    const values = { text: '', title: false, [fresh.word()]: 0, [list]: [{ deep: -5 }] }
    const filled = await change(tools, { target, note: changed, changes: values })
    const last = await change(tools, { target, note: filled, changes: { [list]: [fresh.word()] } })
    expectSuccess(tools, await ask(tools, write('PATCH', target, { title: null })), 'patch-refused')
    const exchange = await ask(tools, { target })
    const title = fieldOf(exchange.answer.json(), 'title')
    // A merge patch (RFC 7396) takes a field away with null.
    if (title === null || title === undefined) return
    return tools.fail('patch-loses-a-change', bodies(exchange, { ...last, title: null }))
  }),
  step<Id>('PATCH of a note that is not there is 404', async (tools) => {
    const target = `/notes/${newName(tools)}`
    const before = await readList(tools)
    const changes = { text: tools.fresh.word() }
    const exchange = await ask(tools, write('PATCH', target, changes))
    // To make a note of the changes is right as well, if the status says so (RFC 5789).
    if (exchange.answer.status === 201) {
      await expectNote(tools, { target, note: changes, id: 'patch-of-nothing' })
      return
    }
    const after = await ask(tools, { target })
    if (isSuccess(after)) return tools.fail('patch-makes-a-note', statuses(exchange, '404'))
    if (!isMissing(exchange)) return tools.fail('patch-of-nothing', statuses(exchange, '404'))
    await expectSameList(tools, before, 'refused-but-done')
  }),
  step<Id>("DELETE deletes one note, and a second DELETE isn't a mistake", async (tools) => {
    const name = newName(tools)
    const note = newNote(tools)
    const target = await putNote(tools, note, name)
    const others = await putBystanders(tools, { name, title: String(note.title) })
    const before = await readList(tools)
    for (const each of [note, ...others.map((other) => other.note)]) {
      expectCount(tools, { list: before, note: each, count: 1 })
    }
    expectSuccess(tools, await ask(tools, { method: 'DELETE', target }), 'delete-refused')
    const exchange = await ask(tools, { target })
    if (isSuccess(exchange)) {
      return tools.fail('delete-that-keeps-it', statuses(exchange, '404'))
    }
    if (!isMissing(exchange)) return tools.fail('missing-note-found', statuses(exchange, '404'))
    await expectShorterList(tools, before.notes.length - 1)
    for (const missing of [target, `/notes/${newName(tools)}`]) {
      const again = await ask(tools, { method: 'DELETE', target: missing })
      if (!isSuccess(again) && !isMissing(again)) {
        return tools.fail('second-delete-fails', statuses(again, '204 or 404'))
      }
    }
    await expectOthers(tools, others)
    await expectMissing(tools, target)
    // What is deleted doesn't come back. A note that is made of the changes alone may be there now.
    const patch = await ask(tools, write('PATCH', target, { title: note.title }))
    if (isSuccess(patch) && patch.answer.status !== 201) {
      return tools.fail('patch-makes-a-note', statuses(patch, '404'))
    }
    await ask(tools, { method: 'DELETE', target })
    await putNote(tools, note, name)
  }),
]

type Change = { target: string; note: Note; changes: Note }

async function change(tools: Tools<Id>, { target, note, changes }: Change): Promise<Note> {
  expectSuccess(tools, await ask(tools, write('PATCH', target, changes)), 'patch-refused')
  const exchange = await ask(tools, { target })
  const value = exchange.answer.json()
  const wanted = { ...note, ...changes }
  const evidence = bodies(exchange, wanted)
  const lost = differences(value, changes)
  if (!isSuccess(exchange) || lost.length === Object.keys(changes).length) {
    return tools.fail('patch-that-changes-nothing', evidence)
  }
  if (lost.length > 0) return tools.fail('patch-loses-a-change', evidence)
  if (differences(value, wanted).length > 0) return tools.fail('patch-loses-the-rest', evidence)
  return wanted
}

type Bystander = { target: string; note: Note }

// Notes that a careless DELETE takes as well: their names begin the same way, or all titles
// are the same.
async function putBystanders(
  tools: Tools<Id>, { name, title }: { name: string; title: string },
): Promise<Bystander[]> {
  const others: Bystander[] = []
  for (const each of [`${name}2`, name.slice(0, -1)]) {
    const note = newNote(tools, title)
    others.push({ note, target: await putNote(tools, note, each) })
  }
  return others
}

async function expectOthers(tools: Tools<Id>, others: readonly Bystander[]): Promise<void> {
  for (const { target, note } of others) {
    await expectNote(tools, { target, note, id: 'another-note-changed' })
  }
}

async function expectShorterList(tools: Tools<Id>, count: number): Promise<void> {
  const { exchange, notes } = await readList(tools)
  if (notes.length === count) return
  const id = notes.length > count ? 'delete-that-keeps-it' : 'another-note-changed'
  return tools.fail(id, {
    exchange, mark: 'body', expected: `${count} notes in the list`, actual: `${notes.length} notes`,
  })
}
