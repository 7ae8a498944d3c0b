// Steps: the three requests of the API, with names and bodies of all kinds.

import { step, type RequestPlan, type Tools } from '../../src/course/check/check.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { receiveAnswer } from '../../src/course/check/request.ts'
import {
  ask, bodies, demandJson, demandSuccess, demandType, isMissingName, memberOf, missingName,
} from './ask.ts'
import type { Id } from './findings.ts'

const hello = 'Hello, World!'
// For a step that waits for the program many times: on a busy machine that adds up.
const patient = { deadlineMs: 15_000 }

export const apiSteps = [
  step<Id>('GET /hello says Hello, World!', async (tools) => {
    const exchange = await ask(tools, { target: '/hello' })
    demandSuccess(tools, exchange)
    demandType(tools, exchange, { pattern: /^text\/plain(?:$|[; ])/i, expected: 'text/plain' })
    if (exchange.answer.text.trim() !== hello) {
      return tools.fail('wrong-hello', bodies(exchange, hello))
    }
  }),
  step<Id>('POST /hello greets by name', async (tools) => {
    const { fresh } = tools
    const name = fresh.name()
    await judgeGreeting(tools, name, JSON.stringify({ name }))
    // Of the same length, so that nothing can be remembered by it.
    const [first = '', ...rest] = [...name].reverse().join('').toLowerCase()
    const other = first.toUpperCase() + rest.join('')
    if (other !== name) await judgeGreeting(tools, other, JSON.stringify({ name: other }), 'kept')
  }),
  step<Id>('Names and JSON of all kinds', async (tools) => {
    const { fresh } = tools
    for (const name of fresh.shuffle(hardNames(fresh))) {
      await judgeGreeting(tools, name, JSON.stringify({ name }), 'hard')
    }
    const [name, other] = [fresh.word(), fresh.word()]
    for (const body of [
      JSON.stringify({ nickname: other, name, note: `"name":"${other}"` }, null, 2),
      JSON.stringify({ friend: { name: other }, name }),
      JSON.stringify({ name, friend: { name: other } }),
      `\n{ "name" :\t"${name}" , "name2": "${other}", "list": [1, "}"] }\n`,
      `{"n\\u0061me":"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}"}`,
    ]) await judgeGreeting(tools, name, body, 'hard')
  }),
  step<Id>('A body that arrives in pieces', async (tools) => {
    const name = `Zoë ${tools.fresh.foreignText()}`
    const body = Buffer.from(JSON.stringify({ name }))
    const connection = await tools.connect()
    connection.write('POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
      + `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`)
    // What comes before the ë is plain ASCII, which no cut can damage.
    const start = body.indexOf('ë')
    connection.write(body.subarray(0, start))
    await connection.writeInPieces(body.subarray(start))
    const outcome = await receiveAnswer(connection, { method: 'POST' })
    if ('answer' in outcome && memberOf(outcome.answer, 'message') === `Hello, ${name}!`) return
    // If the server has ended, this says so.
    await ask(tools, { target: '/hello' })
    tools.fail('pieces-broken', {
      exchange: connection, mark: 'body', expected: JSON.stringify({ message: `Hello, ${name}!` }),
      actual: 'answer' in outcome ? outcome.answer.text.trim() : outcome.actual,
    })
  }, patient),
  step<Id>('A request without a name is refused', async (tools) => {
    const { fresh } = tools
    let before: HttpExchange | undefined
    for (const sent of [{}, { nickname: fresh.name() }, { name: '' }, { name: null },
      { Name: fresh.name(), friend: { name: fresh.name() } }]) {
      const exchange = await ask(tools, post(JSON.stringify(sent)), before)
      before = exchange
      const { status } = exchange.answer
      const evidence = {
        exchange, mark: 'status', expected: 'the status 400', actual: `the status ${status}`,
      } as const
      if (status < 400) return tools.fail('missing-name-answered-200', evidence)
      if (status !== 400 && status !== 422) {
        return tools.fail('missing-name-other-status', evidence)
      }
      demandJson(tools, exchange)
      if (memberOf(exchange.answer, 'error') !== missingName) {
        return tools.fail('wrong-error', bodies(exchange, JSON.stringify({ error: missingName })))
      }
    }
    await ask(tools, { target: '/hello' }, before)
  }),
  step<Id>('A body that has no name in it is refused', async (tools) => {
    const { fresh, fail } = tools
    for (const body of ['', '{', '{"name":', `name=${fresh.word()}`, 'null', '[]', '5', '"x"']) {
      const exchange = await ask(tools, post(body))
      const { status } = exchange.answer
      if (status >= 400 && status < 500) continue
      fail('broken-body-not-refused', {
        exchange, mark: 'status', expected: 'the status 400', actual: `the status ${status}`,
      })
    }
  }),
  step<Id>('Everything else gets 404', async (tools) => {
    const { fresh, fail } = tools
    const word = fresh.word()
    for (const target of [
      `/${word}`, `/hello/${word}`, `/hello${word}`, `/${word}/hello`, `/hello/page${word}`,
      `/hello/page/${word}`, `/${word}?/hello`, '/%zz',
    ]) {
      const exchange = await ask(tools, { target })
      const { status } = exchange.answer
      if (status === 404 || status === 410 || (status === 400 && target === '/%zz')) continue
      fail('unknown-path-not-404', {
        exchange, mark: 'status', expected: 'the status 404', actual: `the status ${status}`,
      })
    }
    for (const [method, target] of [
      ['POST', `/${word}`], ['PUT', '/hello'], ['DELETE', '/hello'], ['PATCH', '/hello'],
    ] as const) {
      const exchange = await ask(tools, { ...post(JSON.stringify({ name: word })), method, target })
      const { status } = exchange.answer
      if (status >= 400 && (status < 500 || status === 501)) continue
      fail(method === 'POST' ? 'unknown-path-not-404' : 'any-method-answered', {
        exchange, mark: 'status', expected: '404 or 405', actual: `the status ${status}`,
      })
    }
  }),
]

function hardNames(fresh: Fresh): string[] {
  return [
    `${fresh.name()} "${fresh.word()}" O'Neil & Co`, fresh.foreignText(),
    `${fresh.word()} {{${fresh.word()}}}`,
    `\\ ${fresh.word()} \\n`, `${fresh.word()}+%2B %zz $& $1`, `<b>${fresh.word()}</b>`,
    `${fresh.word()}\n${fresh.word()}\t\u2028x`, `${fresh.word()}, ${fresh.word()}`,
    `${fresh.foreignText()} `.repeat(40).trim(), `${fresh.integer(0, 99)}`, 'x',
  ]
}

export function post(body: string): RequestPlan {
  return {
    method: 'POST', target: '/hello', body,
    headers: [
      ['X-Original-Content-Length', '3'], ['content-TYPE', 'application/json'], ['Accept', '*/*'],
    ],
  }
}

type Kind = 'usual' | 'kept' | 'hard'

// The same mistakes are told in each kind; what a wrong message means depends on it.
async function judgeGreeting(
  tools: Tools<Id>, name: string, body: string, kind: Kind = 'usual',
): Promise<void> {
  const exchange = await ask(tools, post(body))
  const { answer } = exchange
  const evidence = bodies(exchange, JSON.stringify({ message: `Hello, ${name}!` }))
  if (isMissingName(answer)) {
    return tools.fail(kind === 'hard' ? 'name-refused' : 'name-not-read', evidence)
  }
  demandSuccess(tools, exchange)
  if (answer.message.extra !== '') {
    return tools.fail('length-too-short', {
      ...evidence, expected: `Content-Length: ${answer.body.length + answer.message.extra.length}`,
      actual: `Content-Length: ${answer.header('content-length') ?? 'none'}`,
    })
  }
  if (answer.text.includes('[object Object]') && answer.json() === undefined) {
    return tools.fail('object-as-text', evidence)
  }
  if (answer.text.trim() === hello) return tools.fail('method-not-looked-at', evidence)
  demandJson(tools, exchange)
  const message = memberOf(answer, 'message')
  if (message === `Hello, ${name}!`) return
  if (kind !== 'usual') {
    return tools.fail(kind === 'kept' ? 'greeted-another' : 'name-changed', evidence)
  }
  const isLost = typeof message === 'string' && /undefined|null|\[object |, ?!/.test(message)
  return tools.fail(isLost ? 'name-not-read' : 'wrong-message', evidence)
}
