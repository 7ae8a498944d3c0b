// The situations in which the client gets what it wants: 200, 201, 204, and 308 or 301.

import { step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  addBook, compare, isSuccess, librarian, newBook, post, postType, shows, targetOf,
  type Added, type LibraryTools,
} from './books.ts'
import type { Id } from './findings.ts'

export const successSteps = [
  step<Id>('A new book: 201, with its URL in Location', async (tools) => {
    const first = await addBook(tools)
    // Another ISBN, so it's another book.
    const twin = await addBook(tools, { ...newBook(tools), title: first.book.title })
    for (const { exchange: { answer }, target, book } of [first, twin]) {
      const exchange = await tools.send({ target })
      if (shows(exchange, book)) continue
      const { status } = exchange.answer
      return tools.fail(isKeyWanted(status) ? 'reading-needs-a-key' : 'location-without-the-book', {
        exchange, mark: isSuccess(status) ? 'body' : 'status',
        expected: `GET ${target}, from Location: ${answer.header('location')}, shows ${book.isbn}`,
        actual: isSuccess(status) ? 'another body' : `the status ${status}`,
      })
    }
  }),
  step<Id>('A book: 200', async (tools) => {
    const added = await addBook(tools)
    const exchange = await tools.send({ target: added.target })
    const { status } = exchange.answer
    if (status !== 200) {
      return tools.fail('shown-is-not-200', { exchange, mark: 'status', ...compare([200], status) })
    }
    for (const each of [exchange, added.exchange]) {
      const type = each.answer.header('content-type') ?? ''
      if (!/problem\+json/i.test(type)) continue
      return tools.fail('success-as-problem', {
        exchange: each, mark: 'header content-type', expected: 'Content-Type: application/json',
        actual: `Content-Type: ${type}`,
      })
    }
  }),
  step<Id>('JSON whose Content-Type has a charset: 201', async (tools) => {
    const exchange = await tools.send(postType(newBook(tools), 'application/json; charset=utf-8'))
    const { status } = exchange.answer
    if (status === 201) return
    return tools.fail('json-refused', { exchange, mark: 'status', ...compare([201], status) })
  }),
  step<Id>('A deleted book: 204, and it is gone', async (tools) => {
    const [added, other] = [await addBook(tools), await addBook(tools)]
    expectNoContent(tools, await tools.send(deletion(added)))
    await expectGone(tools, added)
    const left = await tools.send({ target: other.target })
    if (!shows(left, other.book)) {
      return tools.fail('deleted-took-another', {
        exchange: left, mark: 'status', expected: `${other.target} is still there`,
      })
    }
  }),
  step<Id>('A URL that has moved permanently: 308 or 301', async (tools) => {
    const added = [await addBook(tools), await addBook(tools)]
    for (const { target } of added) {
      const old = target.replace('/books/', '/shelf/')
      expectMoved(tools, await tools.send({ target: old }), { old, target })
    }
  }),
]

function isKeyWanted(status: number): boolean {
  return status === 401 || status === 403
}

function deletion({ target }: Added) {
  return { method: 'DELETE', target, headers: [librarian] }
}

// No body, and neither of the two headers that would announce one (RFC 9110, section 8.6, and RFC
// 9112, section 6.1).
function expectNoContent({ fail }: LibraryTools, exchange: HttpExchange): void {
  const { status, message: { extra }, header } = exchange.answer
  if (status !== 204) {
    return fail('deleted-is-not-204', { exchange, mark: 'status', ...compare([204], status) })
  }
  const announced = ['content-length', 'transfer-encoding'].find((name) =>
    header(name) !== undefined)
  if (announced === undefined && extra === '') return
  return fail('no-content-with-a-body', {
    exchange, mark: announced === undefined ? 'body' : `header ${announced}`,
    expected: 'no body, and no header that announces one',
    actual: announced === undefined ? 'bytes after the headers' : `${announced} in a 204`,
  })
}

async function expectGone({ send, fail }: LibraryTools, { target, book }: Added): Promise<void> {
  const exchange = await send({ target })
  if (shows(exchange, book)) {
    return fail('deleted-is-still-there', {
      exchange, mark: 'body', expected: `GET ${target} finds nothing`,
    })
  }
  const again = await send(post(book))
  const { status } = again.answer
  if (status === 201) return
  return fail(status === 409 || status === 422 ? 'deleted-is-still-there' : 'created-is-not-201', {
    exchange: again, mark: 'status', expected: 'the deleted book can be added again: 201',
    actual: `the status ${status}`,
  })
}

type Move = { old: string; target: string }

function expectMoved(tools: LibraryTools, exchange: HttpExchange, { old, target }: Move): void {
  const { status, header } = exchange.answer
  if (status !== 301 && status !== 308) {
    const isForNow = status === 302 || status === 303 || status === 307
    return tools.fail(isForNow ? 'moved-for-now' : 'another-status', {
      exchange, mark: 'status', ...compare([308, 301], status),
    })
  }
  const location = header('location')
  const found = location === undefined ? undefined : targetOf(tools, location, old)
  if (found === target) return
  return tools.fail('moved-to-another-place', {
    exchange, mark: location === undefined ? 'head' : 'header location',
    expected: `a Location that leads to ${target}`,
    actual: location === undefined ? 'no Location'
      : `Location: ${location}, which leads to ${found ?? 'another server'}`,
  })
}
