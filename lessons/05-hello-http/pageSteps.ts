// Steps: the page is HTML with a script, and in a browser it asks the API and shows what that says.

import { setTimeout as pause } from 'node:timers/promises'
import { openBrowser, type OpenBrowser } from '../../src/course/check/browser.ts'
import { step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { ask, demandSuccess, demandType } from './ask.ts'
import type { Id } from './findings.ts'
import type { PageReport } from './pageReport.ts'
import { startRelay, type Asked, type Relay } from './relay.ts'

export const pageSteps = [
  step<Id>('The page is HTML, with a script that asks', async (tools) => {
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
        actual: isGreetedAlready ? 'the greeting is in the page already' : 'no fetch in the page',
      })
    }
  }),
  step<Id>('In a browser the page shows what the API says', async (tools) => {
    const { fresh, port } = tools
    const name = `${fresh.name()} "Zoë" O'Neil & ${fresh.word()}`
    const [hello, message] = [`Hello, ${fresh.word()}!`, `Hello, ${fresh.word()}, ${fresh.word()}!`]
    const target = `/hello/page?name=${encodeURIComponent(name)}`
    const exchange = await ask(tools, { target })
    const relay = await startRelay({ host: await hostOf(tools), port, hello, message })
    let browser: OpenBrowser | undefined
    try {
      browser = await openBrowser(`http://localhost:${relay.port}${target}`)
      if (browser === undefined) return tools.skip('No Chrome, Chromium or Edge was found here')
      const isDone = ({ text }: PageReport) => text.includes(hello) && text.includes(message)
      const end = await watch({ relay, browser, isDone })
      if (end === 'never-opened') return tools.skip('A browser was found, but it opened no page')
      judge({ tools, exchange, relay, isHanging: end === 'hanging' }, { name, hello, message })
    } finally {
      await browser?.close()
      relay.close()
    }
  }, { onDemand: true, deadlineMs: 60_000 }),
]

// A page may have its script in another file, and may ask in an older way.
const callsSomething = /fetch|XMLHttpRequest|EventSource|<script[^>]*\ssrc=|\bimport\b/i

const openingMs = 30_000
// The page reports every 100 ms. So many reports without a change: it's showing all that it will.
const restingReports = 15
// A hanging page reports nothing. On a busy machine the browser gets less time, and so do we: what
// counts isn't how long the silence lasts, but how often both had their turn meanwhile.
const turnMs = 50
const silentTurns = 50

type Watching = { relay: Relay; browser: OpenBrowser; isDone(report: PageReport): boolean }

// Waits until the page shows everything, comes to rest without it, or stops reporting.
async function watch(
  { relay, browser, isDone }: Watching,
): Promise<'never-opened' | 'hanging' | 'at-rest'> {
  const start = performance.now()
  let [heard, silence] = [0, 0]
  while (true) {
    await pause(turnMs)
    await browser.turn()
    const isLate = performance.now() - start > openingMs
    const report = relay.report()
    if (report !== undefined && isDone(report)) return 'at-rest'
    if (relay.asked.length === 0) {
      if (browser.hasEnded() || isLate) return 'never-opened'
      continue
    }
    silence = relay.signsOfLife() === heard ? silence + 1 : 0
    heard = relay.signsOfLife()
    if (silence > silentTurns) return 'hanging'
    if (relay.unchanged() >= restingReports || (isLate && silence === 0)) return 'at-rest'
  }
}

type Watched = { tools: Tools<Id>; exchange: HttpExchange; relay: Relay; isHanging: boolean }
type Wanted = { name: string; hello: string; message: string }

function judge({ tools, exchange, relay, isHanging }: Watched, wanted: Wanted): void {
  const { name, hello, message } = wanted
  const report = relay.report()
  const text = report?.text ?? ''
  const said = report?.mistakes.slice(0, 1).map((one) => ` (the browser says: ${one})`) ?? []
  const actual = `the page shows: ${text}${said.join('')}`
  const evidence = { exchange, mark: 'body', actual } as const
  if (isHanging) {
    tools.fail('page-hangs', { ...evidence, expected: 'a page that reacts' })
  }
  const calls = relay.asked.filter(({ path }) => path === '/hello')
  const list = relay.asked.map(({ method, path }) => `${method} ${path}`).join(', ')
  const asked = `the page asked for: ${list}${said.join('')}`
  if (calls.length === 0) {
    const expected = 'GET and POST /hello'
    tools.fail('page-that-never-asks', { ...evidence, expected, actual: asked })
  }
  const ids = [['GET', 'page-without-get'], ['POST', 'page-without-post']] as const
  for (const [method, id] of ids) {
    if (calls.some((call) => call.method === method)) continue
    tools.fail(id, { ...evidence, expected: `${method} /hello`, actual: asked })
  }
  judgeName(tools, exchange, { calls, name })
  const isSwapped = report?.hello?.includes(message) && !report.hello.includes(hello)
  if (isSwapped) {
    tools.fail('answers-swapped', {
      ...evidence, expected: `${hello} after "GET /hello said"`, actual: `${report?.hello}`,
    })
  }
  for (const expected of [hello, message]) {
    if (text.includes(expected)) continue
    tools.fail('answer-not-on-the-page', { ...evidence, expected: `the page shows ${expected}` })
  }
}

type Sent = { calls: readonly Asked[]; name: string }

function judgeName({ fail }: Tools<Id>, exchange: HttpExchange, { calls, name }: Sent): void {
  const bodies = calls.filter(({ method }) => method === 'POST').map(({ body }) => body)
  const names = bodies.map(nameIn)
  if (names.includes(name)) return
  fail(names.every((one) => one === undefined) ? 'page-sends-no-name' : 'page-sends-another-name', {
    exchange, mark: 'body', expected: JSON.stringify({ name }),
    actual: `the page sent: ${bodies.at(-1) || 'an empty body'}`,
  })
}

function nameIn(body: string): unknown {
  try {
    return Reflect.get(Object(JSON.parse(body)), 'name')
  } catch {
    return undefined
  }
}

// The program may listen on one address of this machine only.
async function hostOf({ connect }: Tools<Id>): Promise<string> {
  const connection = await connect()
  const host = connection.remoteAddress ?? '127.0.0.1'
  connection.destroy()
  return host
}
