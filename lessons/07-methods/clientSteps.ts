// Steps: several clients at once, and clients that send what nobody expects.

import { step, type Tools } from '../../src/course/check/check.ts'
import type { Exchange } from '../../src/course/check/exchange.ts'
import { formatRequest, receiveAnswer, type Outcome } from '../../src/course/check/request.ts'
import {
  ask, countOf, expectNote, failAsReplaced, isMissing, newName, newNote, postNote, putNote,
  readList, statuses, timesOf, write, type Id, type Note,
} from './notes.ts'

export const clientSteps = [
  step<Id>('A body arrives in two pieces', async (tools) => {
    await expectStored(tools, { pair: await begin(tools), id: 'first-piece-only' })
    const pair = await begin(tools, { isInCharacter: true })
    await expectStored(tools, { pair, id: 'broken-characters' })
  }),
  step<Id>('Two clients send at once', async (tools) => {
    const pairs = await Promise.all([begin(tools), begin(tools)])
    // A server that serves one client after the other is right, too.
    for (const pair of pairs) await expectStored(tools, { pair, id: 'clients-mixed-up' })
    const notes = [1, 2, 3, 4].map(() => newNote(tools))
    const targets = await Promise.all(notes.map((note) => postNote(tools, note)))
    const same = targets.find((target, index) => targets.indexOf(target) !== index)
    if (same !== undefined) await failAsReplaced(tools, same)
    const list = await readList(tools)
    for (const note of notes) {
      if (countOf(list, note) === 1) continue
      return tools.fail('clients-mixed-up', {
        exchange: list.exchange, mark: 'body', expected: 'each of four new notes once',
        actual: `the text ${JSON.stringify(note.text)} ${timesOf(countOf(list, note))}`,
      })
    }
  }),
  step<Id>('Nothing is at any other path', async (tools) => {
    const { fresh } = tools
    const note = newNote(tools)
    for (const plan of [
      { target: '/' }, { target: '/note' }, { method: 'HEAD', target: `/${fresh.word()}` },
      { method: 'OPTIONS', target: `/${fresh.word()}` },
      { method: 'DELETE', target: `/${fresh.word()}/${fresh.word()}` },
      write('POST', `/${fresh.word()}`, note), write('PUT', `/${fresh.word()}`, note),
    ]) {
      const exchange = await ask(tools, plan)
      if (!isMissing(exchange)) return tools.fail('unknown-path', statuses(exchange, '404'))
    }
  }),
  step<Id>('Strange requests do no harm to the next one', async (tools) => {
    const note = newNote(tools)
    const target = await putNote(tools, note)
    const before = await readList(tools)
    for (const [method, path] of [
      ['GET', '//'], ['GET', '/notes/%zz'], ['HEAD', '/%zz'], ['OPTIONS', '*'],
      ['GET', `/notes/${'a'.repeat(5_000)}`], ['GET', `/notes/${tools.fresh.word()}?%zz=%`],
    ] as const) await sendAndLeave(tools, method, path)
    await expectNote(tools, { target, note, id: 'get-that-changes-something' })
    const after = await readList(tools)
    if (after.notes.length !== before.notes.length) {
      return tools.fail('get-that-changes-something', {
        exchange: after.exchange, mark: 'body', expected: `${before.notes.length} notes, as before`,
        actual: `${after.notes.length} notes`,
      })
    }
  }, { deadlineMs: 8_000 }),
]

type Pair = { target: string; note: Note; finish: () => Promise<Outcome>; exchange: Exchange }

// Sends the head and a part of the body; `finish` sends the rest. The body is cut inside `"title"`,
// or in the middle of the ë in the title.
async function begin(tools: Tools<Id>, { isInCharacter = false } = {}): Promise<Pair> {
  const note = newNote(tools)
  const target = `/notes/${newName(tools)}`
  const connection = await tools.connect()
  const bytes = Buffer.from(formatRequest(write('PUT', target, note), `localhost:${tools.port}`))
  const start = bytes.length - Buffer.byteLength(JSON.stringify(note))
  const cut = isInCharacter ? bytes.indexOf('ë', start) + 1 : start + 5
  connection.write(bytes.subarray(0, cut))
  await connection.untilRead()
  const finish = async () => {
    connection.write(bytes.subarray(cut))
    return receiveAnswer(connection, { method: 'PUT' })
  }
  return { target, note, finish, exchange: connection }
}

async function expectStored(tools: Tools<Id>, { pair, id }: { pair: Pair; id: Id }): Promise<void> {
  const { target, note, finish, exchange } = pair
  const outcome = await finish()
  const actual = 'answer' in outcome ? `${outcome.answer.status}` : outcome.actual
  if (actual !== '201') return tools.fail(id, { exchange, expected: '201', actual })
  await expectNote(tools, { target, note, id })
}

// Any response is right, and none as well.
async function sendAndLeave(tools: Tools<Id>, method: string, target: string): Promise<void> {
  const connection = await tools.connect()
  connection.write(formatRequest({ method, target }, `localhost:${tools.port}`))
  await connection.waitFor((bytes) => bytes.includes('\r\n\r\n'), 500)
  connection.destroy()
}
