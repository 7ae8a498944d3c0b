// The situations in which the client made a mistake: each error says so, and changes nothing.

import { step, type RequestPlan } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { toByteText } from '../../src/course/check/report.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import {
  addBook, compare, isSuccess, librarian, newBook, post, postAs, postType, reader, shows,
  type Added, type Book, type LibraryTools,
} from './books.ts'
import type { Id } from './findings.ts'
import { expectError, expectSameTitle, namesBearer } from './judge.ts'

export const clientErrorSteps = [
  step<Id>('A book or a page that does not exist: 404', async (tools) => {
    const { send, fresh } = tools
    const number = fresh.integer(100_000, 999_999)
    const numbers = [`/books/${number}`, `/books/${number + 1}`] as const
    const { target: known } = await addBook(tools)
    const others =
      ['/books/0', `/books/${fresh.word()}`, `/${fresh.word()}`, '/bookshop', `${known}x`]
    for (const target of fresh.shuffle([...numbers, ...others])) {
      expectError(tools, await send({ target }), { statuses: [404], fault: 'client' })
    }
    const [one, another] = numbers
    expectSameTitle(tools, await send({ target: one }), await send({ target: another }))
  }),
  step<Id>("A method that the URL doesn't support: 405, with Allow", async (tools) => {
    const { send } = tools
    const { target } = await addBook(tools)
    for (const method of ['POST', 'PUT']) {
      const exchange = await send({ ...post(newBook(tools)), method, target })
      // A library may replace books, or say that it knows no PUT at all (RFC 9110, 15.6.2).
      const { status } = exchange.answer
      if (method === 'PUT' && (isSuccess(status) || status === 501)) continue
      await expectAllow(tools, exchange, { works: ['GET', 'DELETE'], fails: [method], target })
    }
    const exchange = await send({ method: 'DELETE', target: '/books', headers: [librarian] })
    const methods = { works: ['POST'], fails: ['DELETE'], target: '/books' }
    await expectAllow(tools, exchange, methods)
  }),
  step<Id>('No valid key: 401, with WWW-Authenticate', async (tools) => {
    const word = tools.fresh.word()
    const values = [`Bearer ${word}`, `Bearer librarian${word}`, `Bearer ${word}librarian`]
    const keys = [[], ...values.map((value) => [['Authorization', value] as const])]
    await expectRefusals(tools, keys, (exchange) => expectUnauthorized(tools, exchange))
  }),
  step<Id>('A valid key that may not do this: 403', async (tools) => {
    await expectRefusals(tools, [[reader]], (exchange) => {
      if (exchange.answer.status === 401) {
        return tools.fail('401-for-a-known-key', {
          exchange, mark: 'status', ...compare([403], 401),
        })
      }
      expectError(tools, exchange, { statuses: [403], fault: 'client' })
    })
  }),
  step<Id>("A body that isn't JSON by its Content-Type: 415", async (tools) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const book = newBook(tools)
      const exchange = await tools.send(postType(book, type))
      expectError(tools, exchange, { statuses: [415], fault: 'client' })
      await expectNotAdded(tools, book)
    }
  }),
  step<Id>('Broken JSON: 400', async (tools) => {
    const text = JSON.stringify(newBook(tools))
    const cut = text.slice(0, tools.fresh.integer(1, text.length - 1))
    for (const body of [cut, `${text}x`, "{'title': 'Emma', 'isbn': '9780141439587'}"]) {
      const exchange = await tools.send(post(body))
      expectError(tools, exchange, { statuses: [400], fault: 'client' })
    }
  }),
  step<Id>('JSON without a title or an ISBN: 422', async (tools) => {
    const book = newBook(tools)
    const { title, isbn } = book
    for (const value of [{ isbn }, { title }, {}, null]) {
      const exchange = await tools.send(post(value))
      expectError(tools, exchange, { statuses: [422, 400], fault: 'client' })
      if (value !== null && 'isbn' in value) await expectNotAdded(tools, book)
    }
  }),
  step<Id>('A book that the library already has: 409', async (tools) => {
    const added = await addBook(tools)
    const { book } = added
    const exchange = await tools.send(post({ ...newBook(tools), isbn: book.isbn }))
    expectError(tools, exchange, { statuses: [409, 422], fault: 'client' })
    await expectUnchanged(tools, exchange, added)
    await tools.send({ method: 'DELETE', target: added.target, headers: [librarian] })
    // Nobody has it now, unless the refused one was kept.
    await expectNotAdded(tools, book)
  }),
  step<Id>('Two clients add the same book at once: one gets 201', async (tools) => {
    const both = await sendTwice(tools, post(newBook(tools)))
    const refused = both.filter(({ answer }) => answer.status !== 201)
    const [exchange] = refused
    if (exchange === undefined) {
      return tools.fail('added-twice', {
        exchange: both[1], mark: 'status', ...compare([409], 201),
      })
    }
    if (refused.length === 2) {
      const { status } = exchange.answer
      return tools.fail('created-is-not-201', {
        exchange, mark: 'status', ...compare([201], status),
      })
    }
    expectError(tools, exchange, { statuses: [409, 422], fault: 'client' })
  }),
]

// Both requests have begun before one of them is complete: a program that looks for the ISBN before
// it waits for the body looks too early.
async function sendTwice(
  tools: LibraryTools, plan: RequestPlan,
): Promise<[HttpExchange, HttpExchange]> {
  const bytes = formatRequest(plan, `localhost:${tools.port}`)
  const [first, second] = [await tools.connect(), await tools.connect()]
  for (const connection of [first, second]) {
    connection.write(bytes.subarray(0, -5))
    await connection.untilRead()
  }
  for (const connection of [first, second]) connection.write(bytes.subarray(-5))
  return Promise.all([receive(tools, first, bytes), receive(tools, second, bytes)])
}

async function receive(
  tools: LibraryTools, connection: RawConnection, bytes: Uint8Array,
): Promise<HttpExchange> {
  const outcome = await receiveAnswer(connection, { method: 'POST' })
  if ('answer' in outcome) {
    return { turns: connection.turns, request: toByteText(bytes), answer: outcome.answer }
  }
  return tools.fail(outcome.id, { exchange: connection, actual: outcome.actual })
}

type Methods = { works: readonly string[]; fails: readonly string[]; target: string }

async function expectAllow(
  tools: LibraryTools, exchange: HttpExchange, { works, fails, target }: Methods,
): Promise<void> {
  const { status } = exchange.answer
  if (status === 404) {
    return tools.fail('not-found-for-a-wrong-method', {
      exchange, mark: 'status', ...compare([405], status),
    })
  }
  expectError(tools, exchange, {
    statuses: [405], fault: 'client',
    header: {
      name: 'allow', value: works.join(', '), missing: 'no-allow', wrong: 'allow-that-lies',
      fits: (value) => works.every((method) => namesOf(value).includes(method))
        && !fails.some((method) => namesOf(value).includes(method)),
    },
  })
  const allow = exchange.answer.header('allow') ?? ''
  if (!namesOf(allow).includes('GET')) return
  const tried = await tools.send({ target })
  if (tried.answer.status !== 405) return
  return tools.fail('allow-that-lies', {
    exchange: tried, mark: 'status', expected: `GET works, as Allow: ${allow} says`,
    actual: 'the status 405',
  })
}

function namesOf(allow: string): string[] {
  return allow.split(',').map((name) => name.trim())
}

type Keys = readonly (readonly [name: string, value: string])[]

// Sends DELETE and POST with each of these keys: all must be refused, and change nothing.
async function expectRefusals(
  tools: LibraryTools, keys: readonly Keys[], expect: (exchange: HttpExchange) => void,
): Promise<void> {
  const added = await addBook(tools)
  const book = newBook(tools)
  for (const headers of keys) {
    const deletion = await tools.send({ method: 'DELETE', target: added.target, headers })
    expect(deletion)
    await expectUnchanged(tools, deletion, added)
    expect(await tools.send(postAs(book, headers)))
  }
  await expectNotAdded(tools, book)
}

function expectUnauthorized(tools: LibraryTools, exchange: HttpExchange): void {
  const { status } = exchange.answer
  if (status === 403) {
    return tools.fail('403-for-an-unknown-key', {
      exchange, mark: 'status', ...compare([401], status),
    })
  }
  expectError(tools, exchange, {
    statuses: [401], fault: 'client',
    header: {
      name: 'www-authenticate', value: 'Bearer', missing: 'no-bearer-challenge',
      wrong: 'no-bearer-challenge', fits: namesBearer,
    },
  })
}

async function expectUnchanged(
  { send, fail }: LibraryTools, refused: HttpExchange, { target, book }: Added,
): Promise<void> {
  const exchange = await send({ target })
  if (shows(exchange, book)) return
  return fail('refused-but-done', {
    exchange, mark: isSuccess(exchange.answer.status) ? 'body' : 'status',
    expected: `the book is as before, because the request got ${refused.answer.status}`,
  })
}

// The same book can be added now, which shows that it wasn't there.
async function expectNotAdded({ send, fail }: LibraryTools, book: Book): Promise<void> {
  const exchange = await send(post(book))
  const { status } = exchange.answer
  if (status === 201) return
  return fail(status === 409 || status === 422 ? 'refused-but-done' : 'created-is-not-201', {
    exchange, mark: 'status', actual: `the status ${status}`,
    expected: 'the status 201, because the earlier request with this ISBN was refused',
  })
}
