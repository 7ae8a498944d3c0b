// Steps: several clients at once, and clients that send what nobody expects.

import { step, type Tools } from '../../src/course/check/check.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import {
  ask, countOf, expectNote, isMissing, newName, newNote, putNote, readList, statuses, write,
  type Id, type Note,
} from './notes.ts'

export const clientSteps = [
  step<Id>('Two clients send at once', async (tools) => {
    const pairs = await Promise.all([newNote(tools), newNote(tools)].map((note) =>
      begin(tools, { target: `/notes/${newName(tools)}`, note })))
    // A server that serves one client after the other is right, too.
    for (const { finish } of pairs) await finish()
    for (const { target, note } of pairs) {
      await expectNote(tools, { target, note, id: 'clients-mixed-up' })
    }
    const notes = [1, 2, 3, 4].map(() => newNote(tools))
    await Promise.all(notes.map((note) => ask(tools, write('POST', '/notes', note))))
    const list = await readList(tools)
    for (const note of notes) {
      if (countOf(list, note) === 1) continue
      return tools.fail('clients-mixed-up', {
        exchange: list.exchange, mark: 'body', expected: 'each of four new notes once',
        actual: `the text ${JSON.stringify(note.text)} ${countOf(list, note)} times`,
      })
    }
  }),
  step<Id>('Nothing is at any other path', async (tools) => {
    const { fresh } = tools
    for (const [method, target] of [
      ['GET', '/'], ['GET', `/${fresh.word()}`], ['GET', '/note'],
      ['DELETE', `/${fresh.word()}/${fresh.word()}`], ['HEAD', `/${fresh.word()}`],
    ] as const) {
      const exchange = await ask(tools, { method, target })
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

// Sends the head and a part of the body; `finish` sends the rest.
async function begin(tools: Tools<Id>, { target, note }: { target: string; note: Note }) {
  const connection = await tools.connect()
  const bytes = formatRequest(write('PUT', target, note), `localhost:${tools.port}`)
  // Inside of `"title"`, so that no character is cut in two.
  const cut = bytes.length - Buffer.byteLength(JSON.stringify(note)) + 5
  connection.write(bytes.subarray(0, cut))
  await connection.untilRead()
  const finish = async () => {
    connection.write(bytes.subarray(cut))
    const outcome = await receiveAnswer(connection, { method: 'PUT' })
    if ('answer' in outcome && outcome.answer.status === 201) return
    const actual = 'answer' in outcome ? `${outcome.answer.status}` : outcome.actual
    tools.fail('clients-mixed-up', { exchange: connection, expected: '201', actual })
  }
  return { target, note, finish }
}

// Any response is right, and none as well.
async function sendAndLeave(tools: Tools<Id>, method: string, target: string): Promise<void> {
  const connection = await tools.connect()
  connection.write(formatRequest({ method, target }, `localhost:${tools.port}`))
  await connection.waitFor((bytes) => bytes.includes('\r\n\r\n'), 500)
  connection.destroy()
}
