// Talks to the program in raw bytes, each time with one thing changed: the spelling of a header,
// the letters of the body, the places where the bytes are cut.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { readByteText, toByteText } from '../../src/course/check/report.ts'
import { findings } from './findings.ts'
import { findAnswer, judge, waitForAnswer } from './judge.ts'

export const check = defineCheck({
  findings,
  steps: [
    step('GET / is answered with 200 and a text', async (tools) => {
      const connection = await exchange(tools, get('/'))
      const { status, body } = judge(tools, connection)
      if (status !== 200) {
        return tools.fail('wrong-status', evidence(connection, 'the status 200', status))
      }
      if (body === '') return tools.fail('no-text', { exchange: connection, mark: 'head' })
    }),
    step('A path that is not there is answered with 404', async (tools) => {
      const connection = await exchange(tools, get(`/${tools.fresh.word()}`))
      const { status } = judge(tools, connection)
      if (status === 404 || status === 410) return
      const greeting = await exchange(tools, get('/'))
      const other = await echo(tools, letters(tools.fresh.word()))
      if (findAnswer(other.connection)?.body === findAnswer(greeting)?.body) {
        return tools.fail('always-the-same-answer', compared(other))
      }
      return tools.fail('unknown-path', evidence(connection, 'the status 404', status))
    }),
    step('POST /echo gives the body back', async (tools) => {
      // One spelling is enough here: the next step is about the others.
      const names = ['Content-Length', 'content-length']
      const tried =
        await Promise.all(names.map((name) => echo(tools, letters(tools.fresh.word()), name)))
      const [first] = tried
      if (first === undefined || tried.some(isEcho)) return
      refuseSilence(tools, first)
      if (first.connection.received !== '') judge(tools, first.connection)
      return tools.fail('no-echo', compared(first))
    }),
    step('A header is found however its name is written', async (tools) => {
      const names = tools.fresh.shuffle([
        'Content-Length', 'content-length', 'CONTENT-LENGTH', 'content-LENGTH',
      ])
      await echoEach(
        tools,
        names.map((name) => [letters(tools.fresh.word()), name]),
        'header-names-by-case',
      )
    }),
    step('The space after the colon may be missing', async (tools) => {
      const body = letters(tools.fresh.word())
      await echoEach(
        tools,
        [[body, 'Content-Length', ':'], [body, 'Content-Length', ':   ']],
        'space-after-colon',
      )
    }),
    step('Lengths are counted in bytes', async (tools) => {
      const tried = await echo(tools, letters(tools.fresh.foreignText()))
      refuseSilence(tools, tried)
      if (tried.connection.received === '') {
        return tools.fail('body-counted-in-characters', compared(tried))
      }
      judge(tools, tried.connection)
      if (!isEcho(tried)) return tools.fail('bytes-as-text', compared(tried))
    }),
    step('The head comes in pieces', async (tools) => {
      const body = letters(tools.fresh.word())
      const request = post(body)
      // In the middle of a name, and in the middle of the empty line.
      const cuts = [request.indexOf('Length'), request.length - body.length - 2]
      for (const cut of cuts) {
        const tried = await echoInPieces(tools, body, [cut])
        refuseSilence(tools, tried)
        if (!isEcho(tried)) return tools.fail('one-event-one-message', compared(tried))
      }
    }),
    step('The body comes later than the head', async (tools) => {
      const body = letters(`${tools.fresh.word()} über ${tools.fresh.word()}`)
      const headLength = post(body).length - body.length
      // The second cut is in the middle of the ü.
      const tried = await echoInPieces(tools, body, [
        headLength, headLength + body.indexOf(0xc3) + 1,
      ])
      refuseSilence(tools, tried)
      if (isEcho(tried)) return
      const isBroken = readByteText(tried.connection.received).includes('�')
      return tools.fail(isBroken ? 'broken-characters' : 'body-not-awaited', compared(tried))
    }),
    step('Two clients speak at once', async (tools) => {
      const { connect, fresh } = tools
      const [first, second] = [await connect(), await connect()]
      const bodies = [letters(fresh.word()), letters(fresh.word())] as const
      const request = post(bodies[0])
      first.write(request.subarray(0, 30))
      await first.untilRead()
      second.write(post(bodies[1]))
      await waitForAnswer(second)
      first.write(request.subarray(30))
      await waitForAnswer(first)
      for (const tried of [
        { connection: second, body: bodies[1] },
        { connection: first, body: bodies[0] },
      ]) {
        if (!isEcho(tried)) return tools.fail('shared-buffer', compared(tried))
      }
    }),
    step('An empty line in the body is a part of it', async (tools) => {
      const { fresh } = tools
      const body = `${fresh.word()}\r\n\r\n${fresh.word()}\r\n\r\n${fresh.word()}`
      await echoEach(tools, [[letters(body)]], 'body-cut-at-blank-line')
    }),
    step('A body that is no text comes back as it was', async (tools) => {
      const bytes =
        Buffer.from(tools.fresh.shuffle(Array.from({ length: 256 }, (_, value) => value)))
      await echoEach(tools, [[bytes]], 'bytes-as-text')
    }),
    step('The next request on the same connection', async (tools) => {
      const connection = await exchange(tools, get('/'))
      // To close after an answer is as good as to go on.
      if (connection.ending !== undefined) return
      const body = letters(tools.fresh.word())
      const before = connection.received.length
      connection.write(post(body))
      const end =
        await connection.waitFor((bytes) => bytes.slice(before).endsWith(toByteText(body)), 600)
      if (end !== 'timeout') return
      const second = connection.received.slice(before)
      const facts = {
        exchange: { turns: connection.turns.slice(2) }, mark: { start: 0, end: second.length },
        expected: `the body ${JSON.stringify(body.toString())}`, actual: shown(second),
      }
      return tools.fail(second === '' ? 'left-open' : 'first-request-again', facts)
    }),
  ],
})

type CheckTools = Pick<Tools, 'connect'>
type Echo = { connection: RawConnection; body: Buffer }
type EchoMistake =
  'header-names-by-case' | 'space-after-colon' | 'body-cut-at-blank-line' | 'bytes-as-text'

const letters = (text: string) => Buffer.from(text)

function get(target: string): Buffer {
  return letters(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
}

function post(body: Buffer, name = 'Content-Length', separator = ': '): Buffer {
  const head = `POST /echo HTTP/1.1\r\nHost: localhost\r\n${name}${separator}${body.length}\r\n\r\n`
  return Buffer.concat([letters(head), body])
}

async function exchange({ connect }: CheckTools, request: Buffer): Promise<RawConnection> {
  const connection = await connect()
  connection.write(request)
  await waitForAnswer(connection)
  return connection
}

async function echo(tools: CheckTools, ...[body, name, separator]: EchoPlan): Promise<Echo> {
  return { connection: await exchange(tools, post(body, name, separator)), body }
}

type EchoPlan = [body: Buffer, name?: string, separator?: string]

// All at once: they do not wait for each other.
async function echoEach(
  tools: Tools<EchoMistake>, plans: EchoPlan[], id: EchoMistake,
): Promise<void> {
  for (const tried of await Promise.all(plans.map((plan) => echo(tools, ...plan)))) {
    refuseSilence(tools, tried)
    if (!isEcho(tried)) return tools.fail(id, compared(tried))
  }
}

async function echoInPieces({ connect }: CheckTools, body: Buffer, cuts: number[]): Promise<Echo> {
  const connection = await connect()
  const request = post(body)
  let start = 0
  for (const cut of cuts) {
    connection.write(request.subarray(start, cut))
    // Otherwise the system would join the pieces again.
    await connection.untilRead()
    start = cut
  }
  connection.write(request.subarray(start))
  await waitForAnswer(connection)
  return { connection, body }
}

// A connection that ends without a byte: perhaps the program crashed, and that is told first.
function refuseSilence({ fail }: Pick<Tools, 'fail'>, { connection }: Echo): void {
  if (connection.received === '' && connection.ending !== undefined) {
    fail('closed-without-answer', { exchange: connection })
  }
}

function isEcho({ connection, body }: Echo): boolean {
  const answer = findAnswer(connection)
  return answer !== undefined && answer.status < 300 && answer.body === toByteText(body)
}

function evidence(exchange: RawConnection, expected: string, status: number) {
  return { exchange, mark: 'status', expected, actual: `the status ${status}` } as const
}

function compared({ connection, body }: Echo) {
  const answer = findAnswer(connection)
  const hasStatus = answer !== undefined && answer.status >= 300
  return {
    exchange: connection,
    mark: hasStatus ? 'status' : 'body',
    expected: `the body ${shown(toByteText(body))}`,
    actual: hasStatus ? `the status ${answer.status}` : shownAnswer(connection),
  } as const
}

function shownAnswer(connection: RawConnection): string {
  if (connection.received === '') return 'no answer at all'
  const answer = findAnswer(connection)
  return answer?.body === '' ? 'an empty body' : shown(answer?.body ?? connection.received)
}

function shown(bytes: string): string {
  if (bytes === '') return 'nothing'
  return JSON.stringify(readByteText(bytes.length > 80 ? `${bytes.slice(0, 80)}…` : bytes))
}
