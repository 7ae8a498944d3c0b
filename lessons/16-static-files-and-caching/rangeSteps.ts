// Steps: parts of a file, ranges that nobody can read, and files too large for the memory.

import { closeSync, openSync, truncateSync, writeSync } from 'node:fs'
import { step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { toByteText } from '../../src/course/check/report.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import type { FindingId } from './findings.ts'
import { toldStatus, withFiles } from './madeFiles.ts'

const megabyte = 1024 ** 2
const largeBytes = 32 * megabyte
// More than Node reads at once, and more than a signed number of 32 bits.
const hugeBytes = 2 * 1024 ** 3 + 12 * megabyte

export const rangeSteps = [
  step<FindingId>('Parts are sent as parts', async (tools) => {
    const { send, fresh, fail } = tools
    const size = fresh.integer(3_000, 9_000)
    const bytes = Uint8Array.from({ length: size }, () => fresh.integer(0, 255))
    const name = `${fresh.word()}.bin`
    await withFiles(tools, async ({ file }) => {
      file(`public/${name}`, bytes)
      const start = fresh.integer(100, 1_000)
      const rows = [
        [`bytes=${start}-${start + 9}`, start, start + 9],
        ['bytes=0-0', 0, 0],
        [`bytes=${size - 1}-${size - 1}`, size - 1, size - 1],
        [`bytes=${size - 5}-`, size - 5, size - 1],
        ['bytes=-7', size - 7, size - 1],
        ['bytes=-1', size - 1, size - 1],
        [`bytes=${size - 3}-${size + 100}`, size - 3, size - 1],
        [`bytes=${start}-${'9'.repeat(20)}`, start, size - 1],
        ['bytes=0-', 0, size - 1],
        [`bytes=0-${size - 1}`, 0, size - 1],
        [`bytes=-${size + 5}`, 0, size - 1],
      ] as const
      const ask = (range: string) => send({
        target: `/${name}`, headers: [['If-None-Match', '"other"'], ['Range', range]],
      })
      const whole = toByteText(bytes)
      for (const [range, from, to] of rows) {
        judgePart(tools, await ask(range), { whole, from, to })
      }
      for (const range of ['lines=1-2', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=1-x', 'bytes=5-2',
        'bytes=1e1-20', 'bytes=0x1-5', 'bytes=1.5-3', 'bytes=--5', 'bytes', '3-5',
        'bytes=0-4;x', `items=0-${start}`]) {
        const exchange = await ask(range)
        if (exchange.answer.status === 200 && exchange.answer.body === whole) continue
        return fail('strange-range-obeyed', toldStatus(exchange, '200, with the whole file'))
      }
      for (const range of [`bytes=${size}-`, `bytes=${size + 5}-${size + 9}`,
        `bytes=${'9'.repeat(20)}-`]) judgeUnsatisfiable(tools, await ask(range), size)
      const several = await ask('bytes=0-1,4-5')
      const type = several.answer.header('content-type') ?? ''
      if (several.answer.status === 206 && !type.startsWith('multipart/byteranges')) {
        fail('wrong-range', {
          exchange: several, mark: 'status', actual: 'one part',
          expected: 'two parts (multipart/byteranges), or the whole file with 200',
        })
      }
    })
  }),
  step<FindingId>('A slow client costs no memory', async (tools) => {
    const { fresh, send, fail } = tools
    const name = `${fresh.word()}.bin`
    await withFiles(tools, async ({ file }) => {
      const path = file(`public/${name}`, '')
      // A hole: it takes no space on the disk.
      truncateSync(path, largeBytes)
      const slow = await openSlowly(tools, `/${name}`)
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(slow.received)?.[1])
      if (status !== 200) {
        return fail('large-file-not-sent', {
          exchange: slow, expected: 'the status 200', actual: `the status ${status}`,
        })
      }
      await send({ target: '/style.css' }).catch((error: unknown) => {
        if (!(error instanceof Failure) || error.id !== 'no-answer') throw error
        return fail('slow-client-blocks', error.evidence)
      })
      overwriteEnd(path)
      slow.resume()
      await slow.waitFor((received) => received.length >= largeBytes, 10_000)
      const near = slow.received.slice(largeBytes - megabyte / 2, largeBytes - megabyte / 4)
      if (near !== '' && !near.includes('n')) {
        fail('whole-file-in-memory', {
          exchange: excerpt(slow), expected: 'the bytes that are in the file now',
          actual: 'those that were in it when the download began',
        })
      }
      // Another client gives up in the middle, and the server goes on.
      const lost = await openSlowly(tools, `/${name}`)
      lost.reset()
      await lost.untilRead(50)
      await send({ target: '/style.css' })
    })
  }, { deadlineMs: 20_000 }),
  step<FindingId>('A very large file', async (tools) => {
    const { fresh, send, fail } = tools
    const name = `${fresh.word()}.bin`
    await withFiles(tools, async ({ file }) => {
      const path = file(`public/${name}`, '')
      truncateSync(path, hugeBytes)
      const text = `${fresh.word()}${fresh.word()}`
      const from = hugeBytes - 100
      overwrite(path, from, text)
      const exchange = await send({
        target: `/${name}`, headers: [['Range', `bytes=${from}-${from + 11}`]],
        // A tag may be a hash of the content: that's slow, and not wrong.
        timeoutMs: 30_000,
      }).catch((error: unknown) => {
        // Node refuses to read such a file at once, and a program may end because of that.
        if (!(error instanceof Failure) || !endings.has(error.id)) throw error
        return fail('large-file-not-sent', { ...error.evidence, expected: '12 bytes' })
      })
      if (exchange.answer.status !== 206) {
        return fail('large-file-not-sent', toldStatus(exchange, 206))
      }
      if (exchange.answer.text !== text) {
        fail('wrong-range', {
          exchange, mark: 'body', expected: text, actual: exchange.answer.text.slice(0, 100),
        })
      }
    })
  }, { deadlineMs: 45_000 }),
]

const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening', 'not-http'])

type Part = { whole: string; from: number; to: number }

function judgePart({ fail }: Tools<FindingId>, exchange: HttpExchange, part: Part): void {
  const { whole, from, to } = part
  const { answer } = exchange
  // A server may ignore a range that contains everything.
  const isAll = from === 0 && to === whole.length - 1
  if (answer.status === 200 && isAll && answer.body === whole) return
  if (answer.status !== 206) return fail('range-ignored', toldStatus(exchange, 206))
  if (answer.body !== whole.slice(from, to + 1)) {
    return fail('wrong-range', {
      exchange, mark: 'body', expected: `${to - from + 1} bytes, from ${from} to ${to}`,
      actual: `${answer.body.length} bytes`,
    })
  }
  const expected = `bytes ${from}-${to}/${whole.length}`
  const actual = answer.header('content-range') ?? 'no Content-Range'
  const known = [expected, `bytes ${from}-${to}/*`]
  if (known.includes(actual.toLowerCase())) return
  fail('wrong-content-range', { exchange, mark: 'header content-range', expected, actual })
}

function judgeUnsatisfiable(
  { fail }: Tools<FindingId>, exchange: HttpExchange, size: number,
): void {
  if (exchange.answer.status !== 416) fail('no-416', toldStatus(exchange, 416))
  const actual = exchange.answer.header('content-range')
  const expected = `bytes */${size}`
  if (actual === undefined || actual.toLowerCase() === expected) return
  fail('wrong-content-range', { exchange, mark: 'header content-range', expected, actual })
}

// Asks for a file, and reads nothing after the first bytes until the program has nothing to do.
async function openSlowly({ connect }: Tools<FindingId>, target: string): Promise<RawConnection> {
  const connection = await connect()
  connection.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  await connection.waitFor((received) => received.includes('\r\n\r\n'), 10_000)
  connection.pause()
  await connection.untilRead(150)
  return connection
}

function overwriteEnd(path: string): void {
  overwrite(path, largeBytes - megabyte, 'n'.repeat(megabyte))
}

function overwrite(path: string, position: number, text: string): void {
  const file = openSync(path, 'r+')
  writeSync(file, text, position)
  closeSync(file)
}

// The report shows the head of the response, not 32 megabytes.
function excerpt({ turns }: RawConnection) {
  return {
    turns: turns.map((turn) => ({
      ...turn, bytes: turn.bytes.slice(0, turn.bytes.indexOf('\r\n\r\n') + 4),
    })),
  }
}
