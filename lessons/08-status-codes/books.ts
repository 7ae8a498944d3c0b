// The requests that the check sends to the library, and what it knows about the books.

import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Id } from './findings.ts'

export type LibraryTools = Tools<Id>
export type Book = { title: string; isbn: string }
export type Added = { exchange: HttpExchange; book: Book; target: string }
type Header = readonly [name: string, value: string]

export const librarian = ['Authorization', 'Bearer librarian'] as const
export const reader = ['Authorization', 'Bearer reader'] as const
const json = ['Content-Type', 'application/json'] as const

/** Makes a book with a title that's hard to send and a valid ISBN that no other book has. */
export function newBook({ fresh }: LibraryTools): Book {
  const digits = `978${fresh.integer(100_000_000, 999_999_999)}`
  const sum = [...digits].reduce((total, digit, index) =>
    total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return {
    title: `${fresh.foreignText()}: Zoë "Z" O'Neil & Co`,
    isbn: `${digits}${(10 - sum % 10) % 10}`,
  }
}

/** Plans a POST with a librarian's key; a string is sent as it is, and others as JSON. */
export function post(value: unknown, headers: readonly Header[] = [librarian, json]): RequestPlan {
  const body = typeof value === 'string' ? value : JSON.stringify(value)
  return { method: 'POST', target: '/books', headers, body }
}

/** Plans a POST without a key, or with that of somebody else. */
export function postAs(book: Book, keys: readonly Header[]): RequestPlan {
  return post(book, [...keys, json])
}

/** Plans a POST whose body is JSON, but has this Content-Type. */
export function postType(book: Book, type: string): RequestPlan {
  return post(book, [librarian, ['Content-Type', type]])
}

/** Adds a book, and ends the step unless the status is 201 and there's a Location. */
export async function addBook(
  tools: LibraryTools, book = newBook(tools), plan = post(book),
): Promise<Added> {
  const exchange = await tools.send(plan)
  const { status } = exchange.answer
  if (status !== 201) {
    return tools.fail('created-is-not-201', {
      exchange, mark: 'status', ...compare([201], status),
    })
  }
  const location = exchange.answer.header('location')
  if (location === undefined) {
    return tools.fail('created-without-location', {
      exchange, mark: 'head', expected: 'a Location header', actual: 'none',
    })
  }
  const target = targetOf(tools, location, '/books')
  if (target !== undefined) return { exchange, book, target }
  return tools.fail('location-without-the-book', {
    exchange, mark: 'header location', expected: "the book's URL on this server",
    actual: `Location: ${location}`,
  })
}

/**
 * Resolves a Location as a client does: relative to the URL that was requested (RFC 9110, section
 * 10.2.2). Undefined if it leads to another server.
 */
export function targetOf(
  { port }: LibraryTools, location: string, from: string,
): string | undefined {
  const url = URL.parse(location, `http://localhost:${port}${from}`)
  const isHere = url !== null && url.protocol === 'http:' && url.port === String(port)
    && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return isHere ? url.pathname + url.search : undefined
}

/** Says whether a response is a success with this book in its JSON. */
export function shows({ answer }: HttpExchange, { title, isbn }: Book): boolean {
  const text = JSON.stringify(answer.json()) ?? ''
  return isSuccess(answer.status)
    && [title, isbn].every((value) => text.includes(JSON.stringify(value)))
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

export function compare(statuses: readonly number[], status: number) {
  return { expected: `the status ${statuses.join(' or ')}`, actual: `the status ${status}` }
}
