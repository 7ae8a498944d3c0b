// Looks at what the program says about the time that its requests took. A check knows two bounds:
// a handler waits that long, and no response takes longer than the client waited for it.

import { setTimeout as pause } from 'node:timers/promises'
import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { findings } from './findings.ts'

type Id = keyof typeof findings
export type ChainTools = Tools<Id>

const slowMs = 60
const rejectsMs = 5
// Timers and clocks round.
const roundingMs = 2
const quickMs = 50
const betweenMs = 8
const mostTries = 8

/** The duration is as it was sent; empty if there is none. */
type Timed = { exchange: HttpExchange; elapsedMs: number; duration: string }

/** The time of the slow handler, of one that fails, and of quick ones. */
export async function measure(tools: ChainTools): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    const slow = await timed(tools, '/slow')
    if (isOtherUnit(slow)) return failTime(tools, 'wrong-unit', slow, `${slowMs} or more`)
    expectTime(tools, slow, slowMs)
  }
  const failed = await timeOf(tools, '/rejects')
  // Whether a response to an error has a time is for a later step.
  if (failed.duration !== '') expectTime(tools, failed, rejectsMs)
  // On a busy machine a quick request can take as long as the slow one: then it proves nothing.
  for (let tries = 0; tries < mostTries; tries += 1) {
    const quick = await timed(tools, '/hello')
    expectTime(tools, quick, 0)
    if (quick.elapsedMs < quickMs) return
  }
}

/** Other requests begin and end while a slow one is handled. */
export async function measureTwo(tools: ChainTools): Promise<void> {
  // If the machine was busy, a round proves little.
  for (let tries = 0, calm = 0; tries < mostTries && calm < 2; tries += 1) {
    const slow = await slowAmongQuick(tools)
    if (Number(slow.duration) < slowMs - roundingMs) {
      return failTime(tools, 'time-of-another-request', slow, `${slowMs} or more`)
    }
    if (slow.elapsedMs < slowMs + quickMs / 2) calm += 1
  }
}

async function slowAmongQuick(tools: ChainTools): Promise<Timed> {
  let isOver = false
  const sendQuick = async (): Promise<void> => {
    await pause(betweenMs)
    if (isOver) return
    await tools.send({ target: '/hello' })
    return sendQuick()
  }
  const [slow] = await Promise.all([
    timed(tools, '/slow').finally(() => (isOver = true)), sendQuick(),
  ])
  return slow
}

function expectTime(tools: ChainTools, given: Timed, leastMs: number): void {
  const duration = Number(given.duration)
  if (duration < leastMs - roundingMs) {
    const least = `${leastMs} or more: the handler waits that long`
    return failTime(tools, 'missing-await', given, least)
  }
  if (duration > given.elapsedMs + roundingMs) {
    const most = `${Math.ceil(given.elapsedMs)} or less: so long the client waited`
    return failTime(tools, 'time-too-long', given, most)
  }
}

async function timed(tools: ChainTools, target: string): Promise<Timed> {
  const given = await timeOf(tools, target)
  if (given.duration !== '') return given
  return tools.fail('no-timing', {
    exchange: given.exchange, mark: 'header server-timing',
    expected: 'Server-Timing: total;dur=60.1',
    actual: given.exchange.answer.header('server-timing') ?? 'no Server-Timing',
  })
}

async function timeOf({ send }: ChainTools, target: string): Promise<Timed> {
  const start = performance.now()
  const exchange = await send({ target })
  const elapsedMs = performance.now() - start
  const duration = readDuration(exchange.answer.header('server-timing') ?? '')
  return { exchange, elapsedMs, duration }
}

// The metric `total`, or else the first that has a duration.
function readDuration(header: string): string {
  const metrics = header.split(',').map((metric) =>
    /;\s*dur\s*=\s*"?(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)"?\s*(?:;|$)/i.exec(metric)?.[1])
  const total = metrics[header.split(',').findIndex((metric) => /^\s*total\s*;/i.test(metric))]
  return total ?? metrics.find((duration) => duration !== undefined) ?? ''
}

// Seconds, microseconds and nanoseconds. A time in seconds has at least three decimal places.
function isOtherUnit({ duration, elapsedMs }: Timed): boolean {
  const factors = [/\.\d{3}/.test(duration) ? 1e3 : 0, 1e-3, 1e-6]
  return factors.some((factor) => {
    const ms = Number(duration) * factor
    return ms >= slowMs - roundingMs && ms <= elapsedMs + roundingMs
  })
}

function failTime(tools: ChainTools, id: Id, given: Timed, wanted: string): never {
  return tools.fail(id, {
    exchange: given.exchange, mark: 'header server-timing', expected: `dur=${wanted}`,
    actual: `dur=${given.duration}`,
  })
}
