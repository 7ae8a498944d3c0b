// Bodies that are large, slow, or never complete.

import { setTimeout as pause } from 'node:timers/promises'
import { readAnswer, toAnswer, type HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import {
  openPost, post, receive, received, toExchange, told, toldStatus, type BodyTools,
} from './requests.ts'

const maxBytes = 1_000_000
const tooMany = 3_000_000
const pieceBytes = 50_000
// Sent after the response, if the program doesn't wait for the whole body.
const lastBytes = 500_000
const pauseMs = 1_200
const nextMs = 1_500
const patienceMs = 500

/** A body of exactly the limit, with a length and in chunks; a larger one; a long one in UTF-8. */
export async function keepTheLimit(tools: BodyTools): Promise<void> {
  const { send, fail } = tools
  for (const size of [200_000, maxBytes]) {
    const exchange = await post(send, textOf(size))
    if (exchange.answer.status !== 200) return fail('limit-too-small', withoutBody(exchange, 200))
  }
  const chunked = await openPost(tools, 'chunked')
  chunked.write(`${maxBytes.toString(16)}\r\n${textOf(maxBytes)}\r\n0\r\n\r\n`)
  const exchange = await receive(tools, chunked)
  if (exchange.answer.status !== 200) return fail('limit-too-small', withoutBody(exchange, 200))
  await refuseLarge(tools)
  const foreign = await post(send, JSON.stringify('語'.repeat(maxBytes / 2)))
  if (foreign.answer.status === 413) return
  return fail('limit-in-characters', withoutBody(foreign, 413))
}

/** Sends too much, and goes on sending after the response, as a simple client does. */
async function refuseLarge(tools: BodyTools): Promise<void> {
  const byOne = await openPost(tools, maxBytes + 1)
  byOne.write(textOf(maxBytes + 1))
  await expect413(tools, byOne)
  const connection = await openPost(tools, 'chunked')
  // A connection that is closed for writing may still read. One that doesn't has an error.
  for (let sent = 0; sent < tooMany && connection.error === undefined; sent += pieceBytes) {
    // On a busy machine, the response may come only after most of the body.
    const isNearEnd = sent === tooMany - lastBytes
    if (isNearEnd) await connection.waitFor(() => toExchange(connection) !== undefined, patienceMs)
    connection.write(`${pieceBytes.toString(16)}\r\n${'x'.repeat(pieceBytes)}\r\n`)
    await connection.waitFor(() => false, 1)
  }
  // A program may send its 413 only now: it can have dropped everything above the limit. Whether it
  // did, or kept it in memory, can't be seen from outside.
  connection.write('0\r\n\r\n')
  await connection.untilRead()
  await expect413(tools, connection)
  if (connection.ending !== 'reset' && connection.error === undefined) {
    return expectRead(tools, connection)
  }
  // Was the connection cut, or has the program ended?
  await openPost(tools, 0)
  return tools.fail('cut-off-after-413', {
    exchange: responseOf(connection), expected: 'a connection that takes the rest of the body',
    actual: 'a connection that breaks',
  })
}

// If the connection stays open, the next request on it gets its turn once the body has been read.
async function expectRead(tools: BodyTools, connection: RawConnection): Promise<void> {
  const reading = readAnswer(connection.received, 'POST', connection.ending !== undefined)
  if (reading.state !== 'whole' || connection.ending !== undefined) return
  if (/\bclose\b/i.test(toAnswer(reading.message).header('connection') ?? '')) return
  const { length } = connection.received
  connection.write('GET /under-way HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const end = await connection.waitFor((bytes) => bytes.length > length, nextMs)
  if (end !== 'timeout') return connection.destroy()
  return tools.fail('rest-not-read', {
    exchange: responseOf(connection), expected: 'a program that reads the rest of the body',
    actual: 'no response to the next request on this connection, which stays open',
  })
}

async function expect413(tools: BodyTools, connection: RawConnection): Promise<void> {
  const { fail } = tools
  await connection.waitFor(() => toExchange(connection) !== undefined, 1_500)
  const exchange = toExchange(connection)
  const turns = responseOf(connection)
  if (exchange === undefined && connection.ending !== undefined) {
    await openPost(tools, 0)
    return fail('cut-off-without-answer', {
      exchange: turns, expected: 'the status 413', actual: 'a connection that breaks',
    })
  }
  if (exchange?.answer.status === 413) return
  const actual = exchange === undefined ? 'no response' : `the status ${exchange.answer.status}`
  return fail('no-413', { exchange: turns, mark: 'status', expected: 'the status 413', actual })
}

/** A client that pauses for more than a second; meanwhile its body is under way. */
export async function waitForSlow(tools: BodyTools): Promise<void> {
  const { fresh, fail } = tools
  await expectUnderWay(tools, 0, 'under-way-wrong')
  const value = [fresh.word(), fresh.integer(1, 900)]
  const body = JSON.stringify(value)
  const connection = await openPost(tools, body.length)
  const middle = fresh.integer(1, body.length - 1)
  connection.write(body.slice(0, middle))
  await connection.untilRead()
  await expectUnderWay(tools, 1, 'under-way-wrong')
  await connection.waitFor(() => false, pauseMs)
  connection.write(body.slice(middle))
  if (connection.ending !== undefined) {
    return fail('slow-client-refused', {
      exchange: connection, expected: told200(value), actual: 'a connection that is closed',
    })
  }
  const exchange = await receive(tools, connection)
  if (received(exchange, value)) return
  return fail('slow-client-refused', told(exchange, value))
}

const told200 = (value: unknown) => JSON.stringify({ received: value })

/** Two clients that break off, one by a reset and one by closing, and one that goes on. */
export async function forgetTheGone(tools: BodyTools): Promise<void> {
  const { fresh, fail } = tools
  const value = fresh.word()
  const [lost, gone] = [await openPost(tools, 1_000), await openPost(tools, 1_000)]
  const staying = await openPost(tools, value.length + 2)
  for (const connection of [lost, gone, staying]) connection.write('"')
  await staying.untilRead()
  await expectUnderWay(tools, 3, 'under-way-wrong')
  lost.reset()
  await expectUnderWay(tools, 2, 'hangs-on-abort')
  gone.destroy()
  await expectUnderWay(tools, 1, 'hangs-on-abort')
  staying.write(`${value}"`)
  const exchange = await receive(tools, staying)
  if (!received(exchange, value)) return fail('mixed-up', told(exchange, value))
  await expectUnderWay(tools, 0, 'under-way-wrong')
}

async function expectUnderWay(
  { send, fail }: BodyTools, underWay: number, id: 'under-way-wrong' | 'hangs-on-abort',
): Promise<void> {
  const start = performance.now()
  let exchange: HttpExchange | undefined
  do {
    exchange = await send({ target: '/under-way' })
    if (countOf(exchange) === underWay) return
    await pause(20)
  } while (performance.now() - start < patienceMs)
  const counted = countOf(exchange)
  const stillWaits = typeof counted === 'number' && counted > underWay
  return fail(stillWaits ? id : 'under-way-wrong', {
    exchange, mark: 'body', expected: JSON.stringify({ underWay }), actual: exchange.answer.text,
  })
}

// More fields than this one do no harm.
function countOf({ answer }: HttpExchange): unknown {
  const given = answer.json()
  return typeof given === 'object' && given !== null ? Reflect.get(given, 'underWay') : undefined
}

// JSON of exactly this many bytes.
function textOf(bytes: number): string {
  return JSON.stringify('x'.repeat(bytes - 2))
}

function withoutBody(exchange: HttpExchange, status: number) {
  return { ...toldStatus(exchange, status), exchange: responseOf(exchange) }
}

function responseOf({ turns }: Pick<HttpExchange, 'turns'>): Pick<HttpExchange, 'turns'> {
  const came = turns.filter(({ direction }) => direction === 'received')
  // Each pause without a response is a turn too.
  const told = came.filter(({ bytes }) => bytes !== '')
  return { turns: told.length > 0 ? told : came.slice(-1) }
}
