// Sends requests through the chain, and looks at what each middleware did to the reply.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { toldStatus } from '../10-reading-a-body/requests.ts'
import { findings } from './findings.ts'
import { guardTheDoor } from './guard.ts'
import { readTrace, toldText } from './told.ts'
import { measure, measureTwo, type ChainTools } from './time.ts'

const traceWanted = 'outer in, inner in, handler, inner out, outer out'
const passedTrace = 'outer in, inner in, inner out, outer out'
// What the errors of the handlers say, and what a stack trace says.
// A request id or a time can contain the number by chance: `-4711-`, `dur=5.4711`.
const secrets = new RegExp([
  /(?<![\w.-])4711(?![\w-])/, /password|the database|Traceback/,
  /\bat (?:async|Object|file:)|\.[cm]?[jt]s:\d/,
].map(({ source }) => source).join('|'))
// What compose says of a second next, in many words. An apology may contain "next" and "twice" too.
const secondNext = /\bmiddleware\b|\bnext\b\S* (?:was |is |has been )?(?:called|twice|already)/i
const ownSecrets = new RegExp(`${secondNext.source}|called next|\\.[cm]?[jt]s:\\d`, 'i')

// For steps with many requests: on a busy machine that adds up.
const patient = { deadlineMs: 10_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('A request passes through the chain to its handler', reachTheHandler),
    step('The first of the list is the outermost', async (tools) => {
      const { send, fresh } = tools
      for (let round = 0; round < 2; round += 1) {
        expectTrace(tools, await send({ target: '/hello' }), traceWanted)
      }
      const missing = await send({ target: `/${fresh.word()}` })
      if (missing.answer.status !== 404) {
        return tools.fail('forgotten-next', toldStatus(missing, 404))
      }
      // The handler that says 404 may leave a trace, or not.
      const trace = readTrace(missing)
      expectTrace(tools, missing, trace === traceWanted ? traceWanted : passedTrace)
    }),
    step('The time of everything inside is measured', measure, patient),
    step('Each request has its own time', measureTwo, patient),
    ...['/throws', '/rejects'].map((target) =>
      step(`What ${target} throws gets a 500`, async (tools: ChainTools) => {
        const exchange = await tools.send({ target })
        if (exchange.answer.status !== 500) {
          return tools.fail('error-not-answered', toldStatus(exchange, 500))
        }
        expectSilence(tools, exchange, secrets)
        expectId(tools, exchange)
        const next = await tools.send({ target: '/hello' })
        if (next.answer.status !== 200) {
          return tools.fail('forgotten-next', toldStatus(next, 200))
        }
      })),
    step('A next that is called twice runs the handler once', callTwice),
    step('A long chain works for several requests at once', runLate, patient),
    step('The guard asks for the key', guardTheDoor, patient),
    survivalStep('/hello'),
  ],
})

async function reachTheHandler({ send, fail }: ChainTools): Promise<void> {
  const hello = () => send({ target: '/hello' })
  const exchanges = [await hello(), await hello(), await hello()]
  // An id that is the time of day can be the same for requests that come at the same time.
  exchanges.push(...await Promise.all(Array.from({ length: 8 }, hello)))
  const ids = new Set<string>()
  for (const [round, exchange] of exchanges.entries()) {
    const { status, text } = exchange.answer
    if (status === 401 || status === 403) {
      return fail('guard-asks-everywhere', toldStatus(exchange, 200))
    }
    if (status !== 200 || text.trim() !== 'Hello') {
      return fail(round === 0 ? 'forgotten-next' : 'works-only-once', toldText(exchange, 'Hello'))
    }
    const id = exchange.answer.header('x-request-id')
    const evidence = { exchange, mark: 'header x-request-id' } as const
    if (!id) {
      const mistake = round === 0 ? 'middleware-not-run' : 'works-only-once'
      return fail(mistake, { ...evidence, expected: 'a header X-Request-Id' })
    }
    if (ids.has(id)) return fail('id-used-twice', { ...evidence, actual: `${id}, once more` })
    ids.add(id)
  }
}

function expectTrace({ fail }: ChainTools, exchange: HttpExchange, expected: string): void {
  const actual = readTrace(exchange)
  if (actual === expected) return
  const evidence = { exchange, mark: 'header x-trace', expected } as const
  if (actual === undefined) {
    return fail('wrong-trace', { ...evidence, actual: 'no X-Trace' })
  }
  const sorted = (trace: string) => trace.split(', ').sort().join(', ')
  const isReversed = sorted(actual) === sorted(expected)
  return fail(isReversed ? 'reversed-order' : 'wrong-trace', { ...evidence, actual })
}

function expectSilence({ fail }: ChainTools, exchange: HttpExchange, told: RegExp): void {
  const { text, fields } = exchange.answer
  const field = fields.find(({ name, value }) => name.toLowerCase() !== 'date' && told.test(value))
  if (field !== undefined) {
    return fail('error-told-to-strangers', { exchange, mark: `header ${field.name}` })
  }
  if (told.test(text)) return fail('error-told-to-strangers', { exchange, mark: 'body' })
}

function expectId({ fail }: ChainTools, exchange: HttpExchange): void {
  if (exchange.answer.header('x-request-id')) return
  return fail('error-without-id', {
    exchange, mark: 'header x-request-id', expected: 'a header X-Request-Id',
  })
}

// One alone, and then two at once: what one of them has called says nothing about the other.
async function callTwice(tools: ChainTools): Promise<void> {
  for (const wanted of [1, 2]) {
    const before = await readHandled(tools)
    const sent = Array.from({ length: wanted }, () => tools.send({ target: '/twice' }))
    const exchanges = await Promise.all(sent)
    const after = await readHandled(tools)
    const count = after.count - before.count
    if (count !== wanted) {
      const tooFew = wanted === 1 ? 'handler-not-run' : 'requests-mixed-up'
      return tools.fail(count < wanted ? tooFew : 'sent-twice', {
        exchange: after.exchange, mark: 'body', actual: `it ran ${count} times more`,
        expected: `the handler behind /twice ran ${wanted} times more`,
      })
    }
    for (const exchange of exchanges) judgeTwice(tools, exchange)
  }
}

async function readHandled({ send }: ChainTools) {
  const exchange = await send({ target: '/handled' })
  return { exchange, count: Number(exchange.answer.text) }
}

function judgeTwice(tools: ChainTools, exchange: HttpExchange): void {
  expectId(tools, exchange)
  expectSilence(tools, exchange, ownSecrets)
  const { status, text } = exchange.answer
  // The second call may also return the reply of the first.
  if (status === 500 || (status === 200 && /^\d+$/.test(text.trim()))) return
  return tools.fail('error-not-answered', toldStatus(exchange, 500))
}

// A program may leave out /late: nothing else needs it.
async function runLate({ send, fail }: ChainTools): Promise<void> {
  const first = await send({ target: '/late' })
  if (first.answer.status === 404) return
  const late = () => send({ target: '/late' })
  const rounds = [await Promise.all([late(), late(), late()])]
  rounds.push(await Promise.all([late(), late(), late()]))
  for (const exchange of [first, ...rounds.flat()]) {
    const { status } = exchange.answer
    if (status !== 200) {
      return fail(exchange === first ? 'forgotten-next' : 'requests-mixed-up',
        toldStatus(exchange, 200))
    }
    const actual = exchange.answer.header('x-steps')
    if (actual === '8') continue
    return fail('middleware-left-out', {
      exchange, mark: 'header x-steps', expected: 'X-Steps: 8', actual: actual ?? 'no X-Steps',
    })
  }
}
