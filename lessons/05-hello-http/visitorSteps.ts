// Steps: visitors who come at the same time, and who are still sending while others are served.

import { step, type Tools } from '../../src/course/check/check.ts'
import { Failure } from '../../src/course/check/failure.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { receiveAnswer } from '../../src/course/check/request.ts'
import { isRefused } from '../../src/course/check/session.ts'
import { post } from './apiSteps.ts'
import { ask, memberOf } from './ask.ts'
import type { Id } from './findings.ts'

const visitors = 50
// A greeting takes a millisecond or two. On a busy machine, one of five still does.
const slowMs = 80

export const visitorSteps = [
  step<Id>('Nobody waits while another is greeted', async (tools) => {
    const exchange = await ask(tools, post(JSON.stringify({ name: tools.fresh.name() })))
    const oneMs = await fastest(5, () => greet(tools, 1))
    if (oneMs < slowMs) return
    const sixMs = await fastest(2, () => greet(tools, 6))
    if (sixMs < oneMs * 4) return
    tools.fail('visitors-wait-in-line', {
      exchange, expected: 'six visitors at once to wait about as long as one',
      actual: `one waited for ${Math.round(oneMs)} ms, six at once for ${Math.round(sixMs)} ms`,
    })
  }, { deadlineMs: 15_000 }),
  step<Id>('Nobody waits for the body of another', async (tools) => {
    const [slow, fast] = [await beginPost(tools), await beginPost(tools)]
    // The second client sends everything while the first one has sent half of its body.
    await slow.connection.untilRead()
    fast.connection.write(fast.rest)
    const outcome = await receiveAnswer(fast.connection, { method: 'POST' })
    slow.connection.write(slow.rest)
    if ('answer' in outcome || fast.connection.ending !== undefined) return
    const late = await receiveAnswer(fast.connection, { method: 'POST' })
    if (!('answer' in late)) return
    tools.fail('bodies-one-by-one', {
      exchange: fast.connection, mark: 'status-line',
      expected: 'a response while another client is still sending its body',
      actual: 'it came only after the other client had sent all of its body',
    })
  }, { deadlineMs: 10_000 }),
  step<Id>('Fifty visitors at once get fifty responses', async (tools) => {
    const names = Array.from({ length: visitors }, (_, index) => `${tools.fresh.word()}-${index}`)
    // Each waits until the one before is in, because Python lets only five wait at its door. None
    // of them leaves before all are in.
    const begun: Begun[] = []
    for (const name of names) {
      const one = await beginPost(tools, name)
      await one.connection.untilRead(1)
      begun.push(one)
    }
    await Promise.all(begun.map((one) => finishPost(tools, one)))
  }, { deadlineMs: 8_000 }),
  // `GET //` isn't sent: lesson 11 shows what it does to `new URL(request.url, base)`. And a client
  // that breaks off in the middle of a body belongs to lesson 10.
  step<Id>('Strange requests', async (tools) => {
    await tools.send({ method: 'HEAD', target: '/hello', headers: [['Range', 'bytes=0-0']] })
    await tools.send({ method: 'OPTIONS', target: '*' })
    await ask(tools, { target: '/hello?%zz=%' })
  }),
]

async function greet(tools: Tools<Id>, count: number): Promise<void> {
  const names = Array.from({ length: count }, () => tools.fresh.word())
  await Promise.all(names.map(async (name) => {
    const problem = await tools.send(post(JSON.stringify({ name }))).catch((error) => error)
    if (count === 1 || !(problem instanceof Failure)) return
    await mustStillListen(tools)
    tools.fail('visitors-turned-away', problem.evidence)
  }))
}

async function fastest(times: number, act: () => Promise<void>): Promise<number> {
  let leastMs = Infinity
  for (let count = 0; count < times; count += 1) {
    const start = performance.now()
    await act()
    leastMs = Math.min(leastMs, performance.now() - start)
  }
  return leastMs
}

type Begun = { connection: RawConnection; name: string; rest: string }

// Sends the head and half of the body.
async function beginPost(tools: Tools<Id>, name = tools.fresh.word()): Promise<Begun> {
  const body = JSON.stringify({ name })
  const connection = await tools.connect()
  connection.write(`POST /hello HTTP/1.1\r\nHost: localhost:${tools.port}\r\n`
    + `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
    + 'Connection: close\r\n\r\n'
    + body.slice(0, 9))
  return { connection, name, rest: body.slice(9) }
}

// Sends the rest of the body, and demands the greeting.
async function finishPost(tools: Tools<Id>, { connection, name, rest }: Begun): Promise<void> {
  connection.write(rest)
  const outcome = await receiveAnswer(connection, { method: 'POST', timeoutMs: 6_000 })
  if (!('answer' in outcome)) {
    await mustStillListen(tools)
    return tools.fail('visitors-turned-away', {
      exchange: connection, mark: outcome.problem, actual: outcome.actual,
    })
  }
  const expected = `Hello, ${name}!`
  const { text } = outcome.answer
  if (memberOf(outcome.answer, 'message') !== expected) {
    const told = JSON.stringify({ message: expected })
    return tools.fail('answers-mixed-up', {
      exchange: connection, mark: 'body', expected: told, actual: text,
    })
  }
}

// If the program has ended, the next request says why. If it has not, it may turn that away too.
async function mustStillListen(tools: Tools<Id>): Promise<void> {
  const connection = await tools.connect()
  if (isRefused(connection)) await ask(tools, { target: '/hello' })
  connection.destroy()
}
