// What an error has to be: the status, the header that belongs to it, and the format of all.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { compare, isSuccess, type LibraryTools } from './books.ts'
import type { Id } from './findings.ts'

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
    /** The finding if it's missing, and if it says something else. */
    missing: Id
    wrong: Id
  }
}

/** Ends the step unless the response is an error with one of these statuses, as a problem. */
export function expectError(
  tools: LibraryTools, exchange: HttpExchange, { statuses, fault, header }: Wanted,
): void {
  const { status } = exchange.answer
  const { fail } = tools
  if (!statuses.includes(status)) {
    return fail(blame(exchange, fault), { exchange, mark: 'status', ...compare(statuses, status) })
  }
  const value = header === undefined ? undefined : exchange.answer.header(header.name)
  if (header !== undefined && (value === undefined || !header.fits(value))) {
    return fail(value === undefined ? header.missing : header.wrong, {
      exchange, mark: value === undefined ? 'head' : `header ${header.name}`,
      expected: `${header.name}: ${header.value}`,
      actual: value === undefined ? `no ${header.name}` : `${header.name}: ${value}`,
    })
  }
  expectProblem(tools, exchange)
}

function blame({ answer: { status, text } }: HttpExchange, fault: 'client' | 'server'): Id {
  if (isSuccess(status)) {
    return soundsLikeError(text) ? '200-with-an-error-inside' : 'success-for-a-refusal'
  }
  if (status >= 500 && fault === 'client') return 'server-blamed-for-the-client'
  if (status >= 400 && status < 500 && fault === 'server') return 'client-blamed-for-the-server'
  return 'another-status'
}

// No title that the check makes up contains one of these words.
function soundsLikeError(text: string): boolean {
  const words =
    /\b(?:\w*error|fail\w*|not?|false|cannot|invalid|missing|denied|forbidden|detail|stack)\b/i
  return words.test(text)
}

function expectProblem({ fail, folder }: LibraryTools, exchange: HttpExchange): void {
  const { answer } = exchange
  const type = answer.header('content-type') ?? ''
  const headers = answer.fields.map(({ value }) => value).join('\n')
  if (looksLikeStack(`${answer.text}\n${headers}`, folder)) {
    const mark = looksLikeStack(headers, folder) ? 'head' : 'body'
    return fail('stack-sent-out', { exchange, mark })
  }
  if (/^text\/html\b/i.test(type) || /<html\b|<!doctype html/i.test(answer.text)) {
    return fail('error-as-html', { exchange, mark: 'body' })
  }
  const problem = answer.json()
  const isProblem = /^application\/problem\+json\s*(?:;|$)/i.test(type)
  if (!isProblem || typeof problem !== 'object' || problem === null || Array.isArray(problem)) {
    return fail('not-a-problem-document', {
      exchange, mark: isProblem ? 'body' : type === '' ? 'head' : 'header content-type',
      expected: 'Content-Type: application/problem+json, and a JSON object',
      actual: isProblem ? "the body isn't a JSON object" : `Content-Type: ${type || 'none'}`,
    })
  }
  const members = membersOf(exchange)
  const wrong = wrongMember(members)
  if (wrong !== undefined) return fail('missing-member', { exchange, mark: 'body', ...wrong })
  if (members.status === answer.status) return
  return fail('two-different-statuses', {
    exchange, mark: 'body', expected: `"status":${answer.status}`,
    actual: `"status":${JSON.stringify(members.status)}`,
  })
}

// The members that the exercise asks for, and the types of others (RFC 9457, section 3.1).
function wrongMember(members: Members) {
  const { title, status, type, detail } = members
  const actual = (name: keyof Members) =>
    members[name] === undefined ? `no ${name}` : `"${name}":${JSON.stringify(members[name])}`
  if (typeof title !== 'string' || title === '') {
    return { expected: 'title: a text that names the problem', actual: actual('title') }
  }
  if (typeof status !== 'number') {
    return { expected: 'status: the number of the status', actual: actual('status') }
  }
  if (type !== undefined && (typeof type !== 'string' || !isUriReference(type))) {
    return { expected: 'type: a URI, such as about:blank', actual: actual('type') }
  }
  if (detail !== undefined && typeof detail !== 'string') {
    return { expected: 'detail: a text', actual: actual('detail') }
  }
  return undefined
}

function isUriReference(text: string): boolean {
  return /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i.test(text)
}

/** Ends the step if two errors of the same type for the same reason have different titles. */
export function expectSameTitle(
  { fail }: LibraryTools, one: HttpExchange, other: HttpExchange,
): void {
  const [first, second] = [membersOf(one), membersOf(other)]
  if (first.type !== second.type || first.title === second.title) return
  return fail('title-that-changes', {
    exchange: other, mark: 'body', expected: `"title":${JSON.stringify(first.title)}, as before`,
    actual: `"title":${JSON.stringify(second.title)}`,
  })
}

type Members = Readonly<Record<'type' | 'title' | 'status' | 'detail', unknown>>

function membersOf({ answer }: HttpExchange): Members {
  return { type: undefined, title: undefined, status: undefined, detail: undefined,
    ...Object(answer.json()) }
}

// Stacks of Node, Python, Go and Java, or the folder of the program.
function looksLikeStack(text: string, folder: string): boolean {
  const signs = /(?:\n|\\n)\s*at .+:\d+|Traceback \(most recent|goroutine \d+ \[|node:internal\//
  return signs.test(text) || text.includes(folder)
}

/** Says whether a WWW-Authenticate header has a challenge for a Bearer key. */
export function namesBearer(value: string): boolean {
  return /(?:^|,)\s*Bearer\s*(?:$|,|\s[\w-])/i.test(value)
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Says whether a Retry-After means roughly an hour: seconds, or an HTTP date. */
export function isAboutAnHour(value: string, now: number): boolean {
  const isDate = httpDate.test(value)
  if (!isDate && !/^\d{1,9}$/.test(value)) return false
  const seconds = isDate ? (Date.parse(value) - now) / 1_000 : Number(value)
  return seconds >= 1_800 && seconds <= 7_200
}
