// What a program that reads HTTP by hand easily forgets: other methods and paths, lines that look
// like a length, bytes after the body, large bodies, a second request, and clients that go away.

import { randomBytes } from 'node:crypto'
import { readAnswer, toAnswer } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { toByteText } from '../../src/course/check/report.ts'
import { judge, waitForAnswer } from './judge.ts'
import {
  echo, evidence, exchange, expectEchoes, get, isSuccess, letters, open, post, postWith, shown,
  type HttpTools,
} from './requests.ts'

const largeBytes = 1_500_000
const nextMs = 600
const lookMs = 250
const mostLooks = 5

/** POST to other paths, and other methods to both paths. */
export async function refuseTheRest(tools: HttpTools): Promise<void> {
  const { fresh, fail } = tools
  const body = letters(fresh.word())
  const lines = [`Content-Length: ${body.length}`, 'Host: localhost']
  for (const target of fresh.shuffle([
    '/echoes', `/${fresh.word()}`, '/ECHO', `/${fresh.word()}/echo`, `/echo/${fresh.word()}`,
  ])) {
    const connection = await exchange(tools, postWith(lines, body, target))
    const { status } = judge(tools, connection)
    if (isSuccess(status)) {
      return fail('echo-elsewhere', evidence(connection, `404 for POST ${target}`, status))
    }
  }
  for (const [method, target] of fresh.shuffle([
    ['GET', '/echo'], ['POST', '/'], ['PUT', '/echo'], ['DELETE', '/'], ['PATCH', '/echo'],
  ] as const)) {
    const hasBody = method.startsWith('P')
    const request = hasBody ? postWith(lines, body, target, method) : get(target, method)
    const connection = await exchange(tools, request)
    const { status } = judge(tools, connection)
    if (isSuccess(status)) {
      return fail('method-ignored', evidence(connection, `404 for ${method} ${target}`, status))
    }
  }
}

/** Other headers before and after the length, some of which look like it. */
export async function findTheLength(tools: HttpTools): Promise<void> {
  const { fresh } = tools
  const decoys = [
    'Host: localhost:4000', 'X-Original-Content-Length: 3', 'Content-Length-Hint: 2', 'X-Empty:',
    `X-Note: ${fresh.word()}, content-length: 1`, `Content-Lengthy: ${fresh.integer(500, 900)}`,
    'Accept: */*;q=0.8',
  ]
  const tried = await Promise.all([0, 3, decoys.length].map(async (place) => {
    const body = letters(`Content-Length: 4\n${fresh.word()}`)
    const lines: string[] = fresh.shuffle(decoys)
    lines.splice(place, 0, `Content-Length: ${body.length}`)
    return { connection: await exchange(tools, postWith(lines, body)), body }
  }))
  expectEchoes(tools, tried, 'wrong-header-read')
  const body = letters(fresh.word())
  const city = `X-City: Zürich ${fresh.foreignText()}`
  const lines = ['Host: localhost', city, `Content-Length: ${body.length}`]
  const connection = await exchange(tools, postWith(lines, body))
  expectEchoes(tools, [{ connection, body }], 'head-counted-in-characters')
}

/** An empty body, with a length of 0. */
export async function echoNothing(tools: HttpTools): Promise<void> {
  expectEchoes(tools, [await echo(tools, letters(''))], 'empty-body')
}

/** The bytes of the next request come together with the body of the first. */
export async function stopAtTheLength(tools: HttpTools): Promise<void> {
  const body = letters(tools.fresh.word())
  const connection = await open(tools)
  connection.write(Buffer.concat([post(body), get('/')]))
  await waitForAnswer(connection)
  const first = readAnswer(connection.received, 'POST', connection.ending !== undefined)
  if (first.state !== 'whole') return void judge(tools, connection)
  if (first.message.body === toByteText(body)) return expectSecond(tools, connection)
  return tools.fail('body-too-long', {
    exchange: connection, mark: 'body', expected: `the body ${shown(toByteText(body))}`,
    actual: shown(first.message.body),
  })
}

// A program that keeps the connection open responds to the second request too.
async function expectSecond(tools: HttpTools, connection: RawConnection): Promise<void> {
  const hasSecond = (bytes: string) => {
    const first = readAnswer(bytes, 'POST', false)
    return first.state === 'whole' && first.message.extra !== ''
  }
  if (await connection.waitFor(hasSecond, nextMs) !== 'timeout') return
  return tools.fail('left-open', { exchange: connection })
}

/** A body that fits neither into one piece nor into 64 KiB. */
export async function echoMuch(tools: HttpTools): Promise<void> {
  for (const length of [tools.fresh.integer(2_000, 5_000), largeBytes]) {
    const body = randomBytes(length)
    const connection = await open(tools)
    connection.write(post(body))
    if (await isStillComing(connection, body)) continue
    await waitForAnswer(connection)
    expectEchoes(tools, [{ connection, body }], 'large-body')
  }
}

// Waits for the response. A program that sends it slowly isn't wrong: then the beginning counts.
async function isStillComing(connection: RawConnection, body: Buffer): Promise<boolean> {
  let last = -1
  const isWhole = (bytes: string) =>
    bytes.length >= body.length && readAnswer(bytes, 'POST', false).state !== 'more'
  for (let count = 0; count < mostLooks; count += 1) {
    if (await connection.waitFor(isWhole, lookMs) !== 'timeout') return false
    if (connection.received.length === last) return false
    last = connection.received.length
  }
  const [head = '', came = ''] = connection.received.split('\r\n\r\n', 2)
  return /\r\ntransfer-encoding:/i.test(head) || toByteText(body).startsWith(came)
}

/** More requests on the same connection, one after the other, if the program keeps it open. */
export async function goOn(tools: HttpTools): Promise<void> {
  const connection = await exchange(tools, get('/'))
  for (let round = 1; round <= 2; round += 1) {
    // Closing after a response is as good as going on.
    if (connection.ending !== undefined) return
    const body = letters(tools.fresh.word())
    await expectNext(tools, connection, body)
  }
}

async function expectNext(
  tools: HttpTools, connection: RawConnection, body: Buffer,
): Promise<void> {
  const before = connection.received.length
  const turns = connection.turns.length
  connection.write(post(body))
  const next = (bytes: string, hasEnded: boolean) =>
    readAnswer(bytes.slice(before), 'POST', hasEnded)
  await connection.waitFor((bytes) => next(bytes, false).state !== 'more', nextMs)
  const second = connection.received.slice(before)
  // It may close instead of responding again: then a client opens a new connection.
  if (second === '' && connection.ending !== undefined) return
  const reading = next(connection.received, connection.ending !== undefined)
  const answer = reading.state === 'whole' ? toAnswer(reading.message) : undefined
  if (answer?.body === toByteText(body) && isSuccess(answer.status)) return
  return tools.fail(second === '' ? 'left-open' : 'first-request-again', {
    exchange: { turns: connection.turns.slice(turns) }, mark: { start: 0, end: second.length },
    expected: `the body ${JSON.stringify(body.toString())}`, actual: shown(second),
  })
}

/** Clients that send nonsense or go away must not harm the next one. */
export async function liveOn(tools: HttpTools): Promise<void> {
  const { fresh, fail } = tools
  const lost = await open(tools)
  lost.write(post(letters(fresh.word())).subarray(0, 40))
  await lost.untilRead()
  lost.reset()
  const gone = await open(tools)
  gone.write(get('/'))
  gone.reset()
  const malformed = ['Content-Length: abc', 'Content-Length: -1', 'Content-Length : 1', 'no colon']
  const requests = [
    ...malformed.map((line) => postWith([line], letters(''))),
    get('//'), get('/%zz'), get(`/${fresh.word()}?%zz=%`), get('/', 'HEAD'), get('*', 'OPTIONS'),
    get(`/${'a'.repeat(5_000)}`), postWith(['Range: bytes=0-1'], letters('')),
    postWith(['Content-Length: 0'], letters(''), '//'),
  ]
  await Promise.all(requests.map(async (request) => {
    const connection = await open(tools)
    connection.write(request)
    await connection.untilRead()
    connection.end()
  }))
  const connection = await exchange(tools, get('/'))
  if (connection.received === '') return fail('no-answer', { exchange: connection })
  const { status } = judge(tools, connection)
  if (status !== 200) return fail('wrong-status', evidence(connection, 'the status 200', status))
}
