// Steps: several clients at once, and clients that send what nobody expects.

import { step, type RequestPlan, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { formatRequest, receiveAnswer, type Outcome } from '../../src/course/check/request.ts'
import {
  ask, countOf, expectCreated, expectNote, expectSuccess, failAsReplaced, isMissing, newName,
  newNote, placeOf, putNote, readList, statuses, timesOf, write, type Id, type Note,
} from './notes.ts'

const crossingMs = 300

export const clientSteps = [
  step<Id>('A body arrives in two pieces', async (tools) => {
    const whole = await beginPut(tools)
    finish(whole)
    await expectStored(tools, { pair: whole, id: 'first-piece-only' })
    const pair = await beginPut(tools, (bytes, start) => bytes.indexOf('ë', start) + 1)
    finish(pair)
    await expectStored(tools, { pair, id: 'broken-characters' })
  }),
  step<Id>('Two clients send at once', async (tools) => {
    const pairs = await Promise.all([beginPut(tools), beginPut(tools)])
    // A server that serves one client after the other is right, too: so nobody waits for a response
    // while another body is incomplete.
    for (const pair of pairs) finish(pair)
    for (const pair of pairs) await expectStored(tools, { pair, id: 'clients-mixed-up' })
    const notes = [1, 2, 3, 4].map(() => newNote(tools))
    const plans = notes.map((note) => write('POST', '/notes', note))
    const targets = (await sendCrossing(tools, plans, 0)).map((each) => placeOf(tools, each))
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
  step<Id>('Two clients PUT one note at the same time', async (tools) => {
    const [note, other] = [newNote(tools), newNote(tools)]
    const target = `/notes/${newName(tools)}`
    const puts = await sendCrossing(tools, [note, other].map((each) => write('PUT', target, each)))
    for (const exchange of puts) expectSuccess(tools, exchange, 'put-refused')
    const made = puts.filter(({ answer }) => answer.status === 201)
    const [first, second] = made.length === 0 ? puts : made
    if (first !== undefined) expectCreated(tools, first)
    if (second?.answer.status === 201) {
      return tools.fail('replaced-with-201', statuses(second, '200 or 204'))
    }
  }),
  step<Id>('Nothing is at any other path', async (tools) => {
    const { fresh } = tools
    const note = newNote(tools)
    const name = newName(tools)
    const target = await putNote(tools, note, name)
    for (const plan of [
      { target: `/notes${fresh.word()}/${name}` }, { target: `/${fresh.word()}${target}` },
      { target: `/notes${fresh.word()}` },
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

type Begun = { connection: RawConnection; rest: Uint8Array; receive: () => Promise<Outcome> }
type Cut = (bytes: Buffer, bodyStart: number) => number

const inTheMiddle: Cut = (_bytes, bodyStart) => bodyStart + 5

// Sends the head and a part of the body.
async function begin(tools: Tools<Id>, plan: RequestPlan, cut = inTheMiddle): Promise<Begun> {
  const connection = await tools.connect()
  const bytes = Buffer.from(formatRequest(plan, `localhost:${tools.port}`))
  const place = cut(bytes, bytes.indexOf('\r\n\r\n') + 4)
  connection.write(bytes.subarray(0, place))
  await connection.untilRead()
  const receive = () => receiveAnswer(connection, { method: plan.method ?? 'GET' })
  return { connection, rest: bytes.subarray(place), receive }
}

// All requests have begun before one of them is complete. The last one is complete first, and a
// server that doesn't wait for the others responds to it before they are complete.
async function sendCrossing(
  tools: Tools<Id>, plans: readonly RequestPlan[], pauseMs = crossingMs,
): Promise<HttpExchange[]> {
  const begun = await Promise.all(plans.map((plan) => begin(tools, plan)))
  for (const { connection, rest } of begun.toReversed()) {
    connection.write(rest)
    if (pauseMs > 0) await connection.waitFor((bytes) => bytes.includes('\r\n\r\n'), pauseMs)
  }
  return Promise.all(begun.map(async ({ connection, receive }) => {
    const outcome = await receive()
    if (!('answer' in outcome)) {
      return tools.fail('clients-mixed-up', { exchange: connection, actual: outcome.actual })
    }
    return { turns: connection.turns, request: '', answer: outcome.answer }
  }))
}

type Pair = { target: string; note: Note; begun: Begun }

// Begins to PUT a note. The body is cut inside `"title"`, or in the middle of the ë in the title.
async function beginPut(tools: Tools<Id>, cut?: Cut): Promise<Pair> {
  const note = newNote(tools)
  const target = `/notes/${newName(tools)}`
  return { note, target, begun: await begin(tools, write('PUT', target, note), cut) }
}

const finish = ({ begun }: Pair) => begun.connection.write(begun.rest)

async function expectStored(tools: Tools<Id>, { pair, id }: { pair: Pair; id: Id }): Promise<void> {
  const { target, note, begun: { connection, receive } } = pair
  const outcome = await receive()
  const actual = 'answer' in outcome ? `${outcome.answer.status}` : outcome.actual
  if (actual !== '201') return tools.fail(id, { exchange: connection, expected: '201', actual })
  await expectNote(tools, { target, note, id })
}

// Any response is right, and none as well.
async function sendAndLeave(tools: Tools<Id>, method: string, target: string): Promise<void> {
  const connection = await tools.connect()
  connection.write(formatRequest({ method, target }, `localhost:${tools.port}`))
  await connection.waitFor((bytes) => bytes.includes('\r\n\r\n'), 500)
  connection.destroy()
}
