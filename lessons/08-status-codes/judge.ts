// What an error has to be: the status, the header that belongs to it, and the one shape of all.

import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings

type Wanted = {
  /** The best one first. */
  statuses: readonly number[]
  fault: 'client' | 'server'
  /** A header that belongs to the status. */
  header?: {
    name: string
    /** What it should say. */
    value: string
    fits(value: string): boolean
    /** The mistake when it is missing, and when it says something else. */
    missing: Id
    wrong: Id
  }
}

/** Ends the step unless the answer refuses with one of these statuses, in the one shape. */
export function expectError(
  tools: Tools<Id>, exchange: HttpExchange, { statuses, fault, header }: Wanted,
): void {
  const { status } = exchange.answer
  const { fail } = tools
  if (!statuses.includes(status)) {
    return fail(blame(exchange, fault), { exchange, mark: 'status', ...compare(statuses, status) })
  }
  const value = header === undefined ? undefined : exchange.answer.header(header.name)
  if (header !== undefined && (value === undefined || !header.fits(value))) {
    return fail(value === undefined ? header.missing : header.wrong, {
      exchange, mark: `header ${header.name}`,
      expected: `${header.name}: ${header.value}`,
      actual: value === undefined ? `no ${header.name}` : `${header.name}: ${value}`,
    })
  }
  expectProblem(tools, exchange)
}

function blame({ answer: { status, text } }: HttpExchange, fault: 'client' | 'server'): Id {
  const isSuccess = status >= 200 && status < 300
  if (isSuccess) return soundsLikeError(text) ? '200-with-an-error-inside' : 'success-for-a-refusal'
  if (status >= 500 && fault === 'client') return 'server-blamed-for-the-client'
  if (status >= 400 && status < 500 && fault === 'server') return 'client-blamed-for-the-server'
  return 'another-status'
}

// The fresh words of the check have six letters, so none of them is one of these.
function soundsLikeError(text: string): boolean {
  const words =
    /\b(?:\w*error|fail\w*|not?|false|cannot|invalid|missing|denied|forbidden|detail|stack)\b/i
  return words.test(text)
}

function expectProblem({ fail }: Tools<Id>, exchange: HttpExchange): void {
  const { answer } = exchange
  const type = answer.header('content-type') ?? ''
  if (/^text\/html\b/i.test(type) || looksLikeStack(answer.text)) {
    return fail('html-or-stack-as-error', { exchange, mark: 'body' })
  }
  const problem = answer.json()
  const isProblem = /^application\/problem\+json\s*(?:;|$)/i.test(type)
  if (!isProblem || typeof problem !== 'object' || problem === null || Array.isArray(problem)) {
    return fail('another-error-shape', {
      exchange, mark: isProblem ? 'body' : 'header content-type',
      expected: 'Content-Type: application/problem+json, and a JSON object',
      actual: isProblem ? 'the body is no JSON object' : `Content-Type: ${type || 'none'}`,
    })
  }
  if (!('title' in problem) || typeof problem.title !== 'string' || problem.title === '') {
    return fail('problem-without-title', { exchange, mark: 'body', expected: 'a member title' })
  }
  const status = 'status' in problem ? problem.status : undefined
  if (status !== answer.status) {
    return fail('two-different-statuses', {
      exchange, mark: 'body',
      expected: `"status":${answer.status}`,
      actual: `"status":${JSON.stringify(status) ?? ' is missing'}`,
    })
  }
}

// Of Node, Python, Go and Java; and a page in any case.
function looksLikeStack(text: string): boolean {
  const signs =
    /<html\b|<!doctype html|(?:\n|\\n)\s*at .+:\d+|Traceback \(most recent|goroutine \d+ \[/i
  return signs.test(text)
}

export function compare(statuses: readonly number[], status: number) {
  return { expected: `the status ${statuses.join(' or ')}`, actual: `the status ${status}` }
}

export function isNotEmpty(value: string): boolean {
  return value.trim() !== ''
}

// Seconds, or a date (RFC 9110, section 10.2.3).
export function isTime(value: string): boolean {
  return /^\d+$/.test(value) || !Number.isNaN(Date.parse(value))
}
