// Calls the hello API as a client would, fifty times at once too, and opens its page in a browser.

import { setTimeout as pause } from 'node:timers/promises'
import { defineCheck, step, type RequestPlan, type Tools } from '../../src/course/check/check.ts'
import type { Answer, HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { receiveAnswer } from '../../src/course/check/request.ts'
import { showInBrowser } from './browser.ts'
import { findings } from './findings.ts'

type Id = keyof typeof findings

const hello = 'Hello, World!'
const missingName = 'Missing name parameter'
const visitors = 50

export const check = defineCheck({
  findings,
  steps: [
    step('GET /hello says Hello, World!', async (tools) => {
      const exchange = await ask(tools, { target: '/hello' })
      demandSuccess(tools, exchange)
      demandType(tools, exchange, { pattern: /^text\//i, expected: 'text/plain' })
      if (exchange.answer.text.trim() !== hello) {
        return tools.fail('wrong-hello', bodies(exchange, hello))
      }
    }),
    step('POST /hello greets by name', async (tools) => {
      const name = tools.fresh.name()
      const exchange = await ask(tools, post({ name }))
      const { answer } = exchange
      const evidence = bodies(exchange, JSON.stringify({ message: `Hello, ${name}!` }))
      if (isMissingName(answer)) return tools.fail('name-not-read', evidence)
      demandSuccess(tools, exchange)
      if (answer.text.includes('[object Object]') && answer.json() === undefined) {
        return tools.fail('object-as-text', evidence)
      }
      if (answer.text.trim() === hello) return tools.fail('method-not-looked-at', evidence)
      demandJson(tools, exchange)
      const message = memberOf(answer, 'message')
      if (message === `Hello, ${name}!`) return
      const isLost = typeof message === 'string' && /undefined|null|\[object |, ?!/.test(message)
      return tools.fail(isLost ? 'name-not-read' : 'wrong-message', evidence)
    }),
    step('A request without a name is refused', async (tools) => {
      let before: HttpExchange | undefined
      for (const sent of [{}, { nickname: tools.fresh.name() }, { name: '' }]) {
        const exchange = await ask(tools, post(sent), before)
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
    step('Other addresses are answered with 404', async (tools) => {
      const word = tools.fresh.word()
      for (const target of [`/${word}`, `/hello/${word}`, `/hello${word}`]) {
        const exchange = await ask(tools, { target })
        const { status } = exchange.answer
        if (status !== 404 && status !== 410) {
          return tools.fail('unknown-path-not-404', {
            exchange, mark: 'status', expected: 'the status 404', actual: `the status ${status}`,
          })
        }
      }
    }),
    step('Fifty visitors at once get fifty answers', async (tools) => {
      const names = Array.from({ length: visitors }, (_, index) => `${tools.fresh.word()}-${index}`)
      // They come one by one, because Python keeps only five at the door; but none of them leaves
      // before all are in.
      await Promise.all(names.map(async (name, index) => {
        await pause(index * 2)
        await greetInTwoPieces(tools, name, (visitors - index) * 2)
      }))
    }, { deadlineMs: 8_000 }),
    step('The page is HTML, with a script that asks', async (tools) => {
      const plain = await ask(tools, { target: '/hello/page' })
      demandSuccess(tools, plain)
      demandType(tools, plain, {
        pattern: /^text\/html|^application\/xhtml/i, expected: 'text/html',
      })
      const word = tools.fresh.word()
      const exchange = await ask(tools, { target: `/hello/page?name=${word}` })
      const { status, text } = exchange.answer
      if (status === 404) return tools.fail('query-taken-for-path', { exchange, mark: 'status' })
      demandSuccess(tools, exchange)
      const isGreetedAlready = text.includes(`Hello, ${word}`)
      if (!callsSomething.test(text) || isGreetedAlready) {
        return tools.fail('page-that-never-asks', {
          exchange, mark: 'body', expected: 'a script that sends its own requests',
          actual: isGreetedAlready
            ? 'the greeting stands in the page already'
            : 'no fetch in the page',
        })
      }
    }),
    step('In a browser the page shows what the API said', async (tools) => {
      const word = tools.fresh.word()
      const target = `/hello/page?name=${word}`
      const exchange = await ask(tools, { target })
      const shown = await showInBrowser(`http://localhost:${tools.port}${target}`)
      if (shown === undefined) return tools.skip('No Chrome, Chromium or Edge was found here')
      for (const expected of [hello, `Hello, ${word}!`]) {
        if (shown.text.includes(expected)) continue
        const mistakes = shown.mistakes.map((mistake) => ` (the browser says: ${mistake})`).join('')
        return tools.fail('answer-not-on-the-page', {
          exchange, mark: 'body', expected: `the page shows ${expected}`,
          actual: `it shows: ${shown.text}${mistakes}`,
        })
      }
    }, { onDemand: true, deadlineMs: 20_000 }),
  ],
})

// A page may have its script in another file, and may ask in an older way.
const callsSomething = /fetch|XMLHttpRequest|EventSource|<script[^>]*\ssrc=|\bimport\b/i

function post(value: unknown): RequestPlan {
  const headers = [['Content-Type', 'application/json']] as const
  return { method: 'POST', target: '/hello', headers, body: JSON.stringify(value) }
}

// `before` is the exchange before this one: what ends a program may come right after its answer.
async function ask(
  tools: Tools<Id>, plan: RequestPlan, before?: HttpExchange,
): Promise<HttpExchange> {
  const exchange = await tools.send(plan).catch((error) => explainCrash(tools, error, before))
  const { reason } = exchange.answer
  // No reason has a slash or a colon, but every media type and every header line has one.
  if (!/[/:]|charset/i.test(reason)) return exchange
  return tools.fail('header-as-reason', {
    exchange, mark: 'reason', expected: 'a reason such as OK', actual: reason,
  })
}

// Node's last words tell two mistakes apart from all other crashes.
async function explainCrash(
  tools: Tools<Id>, error: unknown, before: HttpExchange | undefined,
): Promise<never> {
  if (!(error instanceof Failure) || !endings.has(error.id)) throw error
  // They may still be on their way; the very last line is Node's version.
  for (let tries = 0; tries < 25 && !/\nNode\.js v\d/.test(tools.output()); tries += 1) {
    await pause(20)
  }
  const { exchange } = error.evidence
  if (/"chunk" argument must be[^]*ERR_INVALID_ARG_TYPE/.test(tools.output())) {
    return tools.fail('object-passed-to-end', {
      exchange, expected: 'a text or bytes', actual: 'response.end was given something else',
    })
  }
  if (before === undefined && /Cannot set headers after/.test(tools.output())) {
    return tools.fail('header-too-late', {
      exchange, expected: 'all headers before the head goes out', actual: 'one was set after it',
    })
  }
  if (/ERR_HTTP_HEADERS_SENT|ERR_STREAM_WRITE_AFTER_END/.test(tools.output())) {
    return tools.fail('answered-twice', {
      exchange: before ?? exchange, expected: 'one answer', actual: 'a second one was begun',
    })
  }
  throw error
}

const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening'])

// Sends the head and half of the body, and the rest a moment later: until then all of them wait.
async function greetInTwoPieces(tools: Tools<Id>, name: string, waitMs: number): Promise<void> {
  const body = JSON.stringify({ name })
  const connection = await tools.connect()
  connection.write(`POST /hello HTTP/1.1\r\nHost: localhost:${tools.port}\r\n`
    + `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
    + 'Connection: close\r\n\r\n'
    + body.slice(0, 9))
  await pause(waitMs + 40)
  connection.write(body.slice(9))
  const outcome = await receiveAnswer(connection, { method: 'POST', timeoutMs: 6_000 })
  if (!('answer' in outcome)) {
    // If the server has ended, this says so.
    await ask(tools, { target: '/hello' })
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

function demandSuccess({ fail }: Tools<Id>, exchange: HttpExchange): void {
  const { status } = exchange.answer
  if (status !== 200) {
    fail('not-answered-with-200', {
      exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
    })
  }
}

function demandJson(tools: Tools<Id>, exchange: HttpExchange): void {
  if (exchange.answer.json() === undefined) {
    tools.fail('not-json', { exchange, mark: 'body', actual: exchange.answer.text })
  }
  const pattern = /^application\/(?:[\w.+-]+\+)?json(?:$|[; ])/i
  demandType(tools, exchange, { pattern, expected: 'application/json' })
}

type WantedType = { pattern: RegExp; expected: string }

function demandType(
  { fail }: Tools<Id>, exchange: HttpExchange, { pattern, expected }: WantedType,
): void {
  const type = exchange.answer.header('content-type')
  const evidence = { exchange, mark: 'header content-type', expected } as const
  if (type === undefined) fail('missing-content-type', { ...evidence, actual: 'no Content-Type' })
  else if (!pattern.test(type)) fail('wrong-content-type', { ...evidence, actual: type })
}

function isMissingName(answer: Answer): boolean {
  return [400, 422].includes(answer.status) && answer.text.includes(missingName)
}

function memberOf(answer: Answer, name: string): unknown {
  const value = answer.json()
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function bodies(exchange: HttpExchange, expected: string) {
  return {
    exchange, mark: 'body', expected, actual: exchange.answer.text.trim() || 'an empty body',
  } as const
}
