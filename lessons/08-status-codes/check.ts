// Fourteen situations, one request for each: the status, the header that belongs to it, and the one
// shape of all errors.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { findings } from './findings.ts'
import { compare, expectError, isNotEmpty, isTime, type Id } from './judge.ts'

export const check = defineCheck({
  findings,
  steps: [
    step('A new book: 201, and where it is', async (tools) => {
      const { send, fail } = tools
      const book = newBook(tools)
      const made = await send(post(book))
      const { status } = made.answer
      if (status !== 201) {
        return fail('created-is-not-201', {
          exchange: made, mark: 'status', ...compare([201], status),
        })
      }
      const target = pathOf(made)
      if (target === undefined) {
        return fail('created-without-location', {
          exchange: made, mark: 'header location', expected: 'a header Location', actual: 'none',
        })
      }
      const exchange = await send({ target })
      if (!exchange.answer.text.includes(book.isbn)) {
        return fail('location-that-leads-nowhere', {
          exchange, mark: 'status', expected: JSON.stringify(book),
        })
      }
    }),
    step('A book that is there: 200', async (tools) => {
      const exchange = await tools.send({ target: await addBook(tools) })
      const { status } = exchange.answer
      if (status !== 200) {
        return tools.fail('shown-is-not-200', {
          exchange, mark: 'status', ...compare([200], status),
        })
      }
    }),
    step('A deleted book: 204', async (tools) => {
      const target = await addBook(tools)
      const exchange = await tools.send({ method: 'DELETE', target, headers: [librarian] })
      const { status, message } = exchange.answer
      if (status !== 204 && status !== 200 && status !== 202) {
        return tools.fail('deleted-is-no-success', {
          exchange, mark: 'status', ...compare([204], status),
        })
      }
      const length = exchange.answer.header('content-length') ?? '0'
      if (status === 204 && (message.extra !== '' || length !== '0')) {
        return tools.fail('no-content-with-a-body', {
          exchange, mark: message.extra === '' ? 'header content-length' : 'body',
          expected: 'nothing after the head, and no Content-Length',
        })
      }
    }),
    step('An address that has moved for good: 301 or 308', async (tools) => {
      const { send, fail } = tools
      const book = await addBook(tools)
      const exchange = await send({ target: book.replace('/books/', '/shelf/') })
      const { status } = exchange.answer
      if (status === 302 || status === 303 || status === 307) {
        return fail('moved-for-now', { exchange, mark: 'status', ...compare([308, 301], status) })
      }
      if (status !== 301 && status !== 308) {
        return fail('another-status', { exchange, mark: 'status', ...compare([308, 301], status) })
      }
      if (pathOf(exchange) !== book) {
        return fail('moved-without-location', {
          exchange, mark: 'header location', expected: `Location: ${book}`,
          actual: exchange.answer.header('location') ?? 'no Location',
        })
      }
    }),
    step('A book or a page that is not there: 404', async (tools) => {
      const { send, fresh } = tools
      for (const target of [`/books/${fresh.integer(100_000, 999_999)}`, `/${fresh.word()}`]) {
        expectError(tools, await send({ target }), { statuses: [404], fault: 'client' })
      }
    }),
    step('A method that does not work here: 405, and which ones do', async (tools) => {
      const plan = post(newBook(tools))
      const exchange = await tools.send({ ...plan, target: await addBook(tools) })
      if (exchange.answer.status === 404) {
        return tools.fail('not-found-for-a-wrong-method', {
          exchange, mark: 'status', ...compare([405], 404),
        })
      }
      // GET has worked here, and POST was refused just now.
      const allow = {
        name: 'allow', value: 'the methods that do work, such as GET', missing: 'no-allow',
        wrong: 'allow-that-lies',
        fits: (value: string) => /\bGET\b/.test(value) && !/\bPOST\b/.test(value),
      } as const
      expectError(tools, exchange, { statuses: [405], fault: 'client', header: allow })
      const list = await tools.send({ method: 'DELETE', target: '/books', headers: [librarian] })
      const allowPost = {
        ...allow, value: 'the methods that do work, such as POST',
        fits: (value: string) => /\bPOST\b/.test(value),
      } as const
      // A server may say that there is nothing to delete, as long as it refuses.
      if (list.answer.status !== 404) {
        expectError(tools, list, { statuses: [405], fault: 'client', header: allowPost })
      }
    }),
    step('Nobody knows who asks: 401, and how to log in', async (tools) => {
      const { send, fail, fresh } = tools
      const target = await addBook(tools)
      const unknown = ['Authorization', `Bearer ${fresh.word()}`] as const
      for (const headers of [[], [unknown]]) {
        const exchange = await send({ method: 'DELETE', target, headers })
        if (exchange.answer.status === 403) {
          return fail('401-and-403-swapped', { exchange, mark: 'status', ...compare([401], 403) })
        }
        const header = {
          name: 'www-authenticate', value: 'the kind of key, such as Bearer',
          missing: 'no-www-authenticate', wrong: 'no-www-authenticate', fits: isNotEmpty,
        } as const
        expectError(tools, exchange, { statuses: [401], fault: 'client', header })
      }
    }),
    step('Somebody who may not: 403', async (tools) => {
      const target = await addBook(tools)
      const exchange = await tools.send({ method: 'DELETE', target, headers: [reader] })
      if (exchange.answer.status === 401) {
        return tools.fail('401-and-403-swapped', {
          exchange, mark: 'status', ...compare([403], 401),
        })
      }
      expectError(tools, exchange, { statuses: [403], fault: 'client' })
    }),
    step('Another type than JSON: 415', async (tools) => {
      const body = JSON.stringify(newBook(tools))
      const exchange = await tools.send({
        ...post(body), headers: [librarian, ['Content-Type', 'text/plain']],
      })
      expectError(tools, exchange, { statuses: [415], fault: 'client' })
    }),
    step('JSON that is none: 400', async (tools) => {
      const text = JSON.stringify(newBook(tools))
      const exchange =
        await tools.send(post(text.slice(0, tools.fresh.integer(5, text.length - 1))))
      expectError(tools, exchange, { statuses: [400, 422], fault: 'client' })
    }),
    step('A book without a title: 422', async (tools) => {
      const { isbn } = newBook(tools)
      const exchange = await tools.send(post({ isbn }))
      expectError(tools, exchange, { statuses: [422, 400], fault: 'client' })
    }),
    step('A book that is here already: 409', async (tools) => {
      const { send } = tools
      const book = newBook(tools)
      await send(post(book))
      expectError(tools, await send(post(book)), { statuses: [409, 422], fault: 'client' })
    }),
    step('A bug: 500, and nothing about its inside', async (tools) => {
      const exchange = await tools.send({ target: '/report' })
      expectError(tools, exchange, { statuses: [500], fault: 'server' })
      const { text } = exchange.answer
      if (!text.includes(secretPath) && !text.includes('loans.db')) return
      const start = exchange.turns.at(-1)?.bytes.indexOf(secretPath) ?? -1
      return tools.fail('own-message-sent-out', {
        exchange, mark: start === -1 ? 'body' : { start, end: start + secretPath.length },
      })
    }),
    step('Closed for an hour: 503, and when to come back', async (tools) => {
      const exchange = await tools.send({ target: '/search' })
      const header = {
        name: 'retry-after', value: 'seconds, or a date', missing: 'no-retry-after',
        wrong: 'wrong-retry-after', fits: isTime,
      } as const
      expectError(tools, exchange, { statuses: [503], fault: 'server', header })
    }),
  ],
})

type Book = { title: string; isbn: string }

// Stands in the message of the bug.
const secretPath = '/srv/library/loans.db'
const librarian = ['Authorization', 'Bearer librarian'] as const
const reader = ['Authorization', 'Bearer reader'] as const

function newBook({ fresh }: Tools<Id>): Book {
  return {
    title: `${fresh.word()} ${fresh.word()}`,
    isbn: `978${fresh.integer(1_000_000_000, 9_999_999_999)}`,
  }
}

function post(body: Book | Partial<Book> | string) {
  return {
    method: 'POST', target: '/books',
    headers: [librarian, ['Content-Type', 'application/json']] as const,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

// Adds a book, as the first step has seen that it can be done, and tells its address.
async function addBook(tools: Tools<Id>): Promise<string> {
  const exchange = await tools.send(post(newBook(tools)))
  const target = pathOf(exchange)
  if (exchange.answer.status === 201 && target !== undefined) return target
  return tools.fail('created-is-not-201', {
    exchange, mark: 'status', ...compare([201], exchange.answer.status),
  })
}

// A Location may be a whole URL or a path (RFC 9110, section 10.2.2).
function pathOf({ answer }: HttpExchange): string | undefined {
  const location = answer.header('location')
  if (location === undefined || !URL.canParse(location, 'http://localhost/books')) return undefined
  return new URL(location, 'http://localhost/books').pathname
}
