// Sends requests to the hello API, and demands what every response of it must have.

import { setTimeout as pause } from 'node:timers/promises'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { Answer, HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import type { Id } from './findings.ts'

export const missingName = 'Missing name parameter'

// `before` is the exchange before this one: a program may end right after its response.
export async function ask(
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

// What Node prints at the end tells three mistakes apart from all other crashes.
async function explainCrash(
  tools: Tools<Id>, error: unknown, before: HttpExchange | undefined,
): Promise<never> {
  if (!(error instanceof Failure) || !endings.has(error.id)) throw error
  // That may still be on its way. The very last line is Node's version.
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
      exchange: before ?? exchange, expected: 'one response', actual: 'a second one was begun',
    })
  }
  throw error
}

const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening'])

export function demandSuccess({ fail }: Tools<Id>, exchange: HttpExchange): void {
  const { status } = exchange.answer
  if (status !== 200) {
    fail('not-answered-with-200', {
      exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
    })
  }
}

export function demandJson(tools: Tools<Id>, exchange: HttpExchange): void {
  if (exchange.answer.json() === undefined) {
    tools.fail('not-json', { exchange, mark: 'body', actual: exchange.answer.text })
  }
  const pattern = /^application\/(?:[\w.+-]+\+)?json(?:$|[; ])/i
  demandType(tools, exchange, { pattern, expected: 'application/json' })
}

type WantedType = { pattern: RegExp; expected: string }

export function demandType(
  { fail }: Tools<Id>, exchange: HttpExchange, { pattern, expected }: WantedType,
): void {
  const type = exchange.answer.header('content-type')
  const evidence = { exchange, mark: 'header content-type', expected } as const
  if (type === undefined) fail('missing-content-type', { ...evidence, actual: 'no Content-Type' })
  else if (!pattern.test(type)) fail('wrong-content-type', { ...evidence, actual: type })
}

export function isMissingName(answer: Answer): boolean {
  return [400, 422].includes(answer.status) && answer.text.includes(missingName)
}

export function memberOf(answer: Answer, name: string): unknown {
  const value = answer.json()
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

export function bodies(exchange: HttpExchange, expected: string) {
  return {
    exchange, mark: 'body', expected, actual: exchange.answer.text.trim() || 'an empty body',
  } as const
}
