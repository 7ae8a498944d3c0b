// Steps: parts of a file, and ranges that nobody can read.

import { step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import { toByteText } from '../../src/course/check/report.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import type { FindingId } from './findings.ts'
import { whatIsMissing } from './multipart.ts'

// Many requests take their time on a busy machine.
const patient = { deadlineMs: 20_000 }

export const rangeSteps = [
  step<FindingId>('The whole file, and its parts', (tools) => withFile(tools, async (made) => {
    const { whole, ask } = made
    const { fresh, together } = tools
    const size = whole.length
    const start = fresh.integer(100, 1_000)
    const rows = [
      [`bytes=${start}-${start + 9}`, start, start + 9],
      ['bytes=0-0', 0, 0],
      // As texts, 9 comes after 10.
      ['bytes=9-10', 9, 10],
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
    judgeWhole(tools, await ask(), { whole, id: 'not-served' })
    for (const [range, from, to] of rows) judgePart(tools, await ask(range), { whole, from, to })
    // Whether they disturb each other is chance, so there are several rounds. In Python, five can
    // wait.
    for (let round = 1; round <= 10; round += 1) {
      const five = fresh.shuffle(rows).slice(0, 5)
      await together(() => Promise.all(five.map(async ([range, from, to]) => {
        await ask(range)
          .then((exchange) => judgePart(tools, exchange, { whole, from, to }))
          .catch((error: unknown) => nameMixture(tools, error))
      })))
    }
    judgeWhole(tools, await ask(), { whole, id: 'not-served' })
  }), patient),
  step<FindingId>('What nobody can read is ignored', (tools) => withFile(tools, async (made) => {
    const { whole, ask } = made
    const { fresh, fail } = tools
    const strange = [
      'lines=1-2', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=1-x', 'bytes=5-2', 'bytes=10-9',
      'bytes=1e1-20', 'bytes=0x1-5', 'bytes=1.5-3', 'bytes=--5', 'bytes', '3-5', 'bytes=0-4;x',
      'x-bytes=0-4',
      `items=0-${fresh.integer(10, 99)}`,
    ]
    for (const range of fresh.shuffle(strange)) {
      const exchange = await ask(range).catch((error: unknown) => nameObeyed(tools, error))
      judgeWhole(tools, exchange, { whole, id: 'strange-range-obeyed' })
    }
    const several = await ask('bytes=0-1,4-5')
    if (several.answer.status === 200) {
      return judgeWhole(tools, several, { whole, id: 'several-ranges-as-one' })
    }
    const actual = whatIsMissing(several.answer, whole, [[0, 1], [4, 5]])
    if (actual === undefined) return
    fail('several-ranges-as-one', {
      exchange: several, mark: several.answer.status === 206 ? 'head' : 'status', actual,
      expected: '206 with multipart/byteranges, or the whole file with 200',
    })
  }), patient),
  step<FindingId>('What is behind the end gets 416', (tools) => withFile(tools, async (made) => {
    const { whole, ask } = made
    const { fail } = tools
    const size = whole.length
    for (const range of [
      `bytes=${size}-`, `bytes=${size + 5}-${size + 9}`, `bytes=${'9'.repeat(20)}-`,
    ]) judgeUnsatisfiable(tools, await ask(range), size)
    const last = await ask('bytes=-0')
    if (last.answer.status === 206) fail('no-bytes-206', statusEvidence(last, 416))
    if (last.answer.status !== 200) judgeUnsatisfiable(tools, last, size)
  }), patient),
  step<FindingId>('An empty file has no parts', async (tools) => {
    const { send, fail, fresh } = tools
    const name = `${fresh.word()}.txt`
    await withFiles(tools, async ({ file }) => {
      file(`public/${name}`, '')
      for (const range of [undefined, 'bytes=0-', 'bytes=-5', 'bytes=0-9']) {
        const headers = range === undefined ? [] : [['Range', range] as const]
        const exchange = await send({ target: `/${name}`, headers })
        if (exchange.answer.status < 500) continue
        return fail('empty-file-failed', statusEvidence(exchange, '416, or 200 without a body'))
      }
    })
  }, patient),
  step<FindingId>('HEAD has no parts', async ({ send, fail }) => {
    const exchange = await send({
      method: 'HEAD', target: '/books.csv', headers: [['Range', 'bytes=0-9']],
    })
    const { status, message } = exchange.answer
    // RFC 9110, 14.2: HEAD ignores Range. A 206 without its body harms nobody, though.
    if (status !== 200 && status !== 206) return fail('head-differs', statusEvidence(exchange, 200))
    if (message.extra === '') return
    fail('head-differs', {
      exchange, mark: 'body', expected: 'nothing after the head',
      actual: `${message.extra.length} bytes`,
    })
  }, patient),
]

type Made = {
  /** The bytes of the file. */
  whole: string
  /** Asks for it, with a Range or without. */
  ask(range?: string): Promise<HttpExchange>
}

// Makes a file of random bytes for a step.
async function withFile(
  tools: Tools<FindingId>, use: (made: Made) => Promise<void>,
): Promise<void> {
  const { fresh, send } = tools
  const bytes = Uint8Array.from(
    { length: fresh.integer(3_000, 9_000) }, () => fresh.integer(0, 255),
  )
  const name = `${fresh.word()}.bin`
  await withFiles(tools, async ({ file }) => {
    file(`public/${name}`, bytes)
    const other = ['If-None-Match', '"other"'] as const
    const ask = (range?: string) => send({
      target: `/${name}`, headers: range === undefined ? [] : [other, ['Range', range]],
    })
    await use({ whole: toByteText(bytes), ask })
  })
}

function judgeWhole(
  tools: Tools<FindingId>,
  exchange: HttpExchange,
  { whole, id }: { whole: string; id: FindingId },
): void {
  const { fail } = tools
  const { status, body } = exchange.answer
  if (status !== 200) return fail(id, statusEvidence(exchange, '200, with the whole file'))
  expectNoMore(tools, exchange)
  if (body === whole) return
  fail(id, {
    exchange, mark: 'body', expected: `the ${whole.length} bytes of the file`,
    actual: `${body.length} bytes`,
  })
}

type Part = { whole: string; from: number; to: number }

function judgePart(tools: Tools<FindingId>, exchange: HttpExchange, part: Part): void {
  const { fail } = tools
  const { whole, from, to } = part
  const { answer } = exchange
  // A server may ignore a range that contains everything.
  const isAll = from === 0 && to === whole.length - 1
  if (answer.status === 200 && isAll && answer.body === whole) return
  if (answer.status !== 206) return fail('range-ignored', statusEvidence(exchange, 206))
  expectNoMore(tools, exchange)
  if (answer.body !== whole.slice(from, to + 1)) {
    return fail('wrong-range', {
      exchange, mark: 'body', expected: `${to - from + 1} bytes, from ${from} to ${to}`,
      actual: `${answer.body.length} bytes`,
    })
  }
  const expected = `bytes ${from}-${to}/${whole.length}`
  const actual = answer.header('content-range') ?? 'no Content-Range'
  const known = [expected, `bytes ${from}-${to}/*`]
  if (!known.includes(actual.toLowerCase())) {
    fail('wrong-content-range', { exchange, mark: 'header content-range', expected, actual })
  }
  const type = answer.header('content-type') ?? ''
  if (!/^multipart\//i.test(type)) return
  fail('one-part-as-several', {
    exchange, mark: 'header content-type', expected: 'the type of the file', actual: type,
  })
}

// On a connection that stays open, they would be the beginning of the next response.
function expectNoMore({ fail }: Tools<FindingId>, exchange: HttpExchange): void {
  const { body, message: { extra } } = exchange.answer
  if (extra === '') return
  fail('more-than-promised', {
    exchange, mark: 'header content-length', expected: 'nothing after the body',
    actual: `the body has ${body.length} bytes, and then come ${extra.length} more`,
  })
}

// The same ranges were right one after the other, so the others at the same time made it wrong.
function nameMixture({ fail }: Tools<FindingId>, error: unknown): void {
  const isPart = error instanceof Failure && mixtures.has(error.id)
  if (!isPart) throw error
  fail('parts-mixed-up', error.evidence)
}

// A strange range can lead to a strange length.
function nameObeyed({ fail }: Tools<FindingId>, error: unknown): never {
  if (!(error instanceof Failure) || !obeyed.has(error.id)) throw error
  return fail('strange-range-obeyed', {
    ...error.evidence, expected: 'the status 200, with the whole file',
  })
}

const obeyed = new Set(['not-http', 'half-answer'])

const mixtures = new Set(['wrong-range', 'wrong-content-range', 'range-ignored', 'half-answer',
  'more-than-promised'])

function judgeUnsatisfiable(
  { fail }: Tools<FindingId>, exchange: HttpExchange, size: number,
): void {
  if (exchange.answer.status !== 416) fail('no-416', statusEvidence(exchange, 416))
  const actual = exchange.answer.header('content-range')
  const expected = `bytes */${size}`
  if (actual === undefined || actual.toLowerCase() === expected) return
  fail('wrong-content-range', { exchange, mark: 'header content-range', expected, actual })
}
