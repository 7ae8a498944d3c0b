// What may not be in the tables: the same thing twice, and a book whose author doesn't exist.

import { addAuthor, addBook, contents, isDone, post, refusal, remove } from './library.ts'
import type { LibraryTools } from './library.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

/** Names and titles that are taken, and others that only look alike. */
export async function refuseDuplicates(tools: LibraryTools): Promise<void> {
  const { fresh } = tools
  const word = fresh.word()
  const name = fresh.pick([`Zoë "Z" O'Neil ${word}`, `${word} ${fresh.foreignText()}`])
  const author = await addAuthor(tools, name)
  const title = `${fresh.foreignText()}; drop table books --`
  // Before there is a book: its key would keep the author from being replaced.
  await refuseTaken(tools, '/authors', { name })
  await addBook(tools, { author: author.id, title })
  await refuseTaken(tools, '/books', { author: author.id, title })
  await addSecondBook(tools, author.id)
  const titles = [title.replace('drop', 'DROP'), `x${title}`]
  await acceptAll(tools, '/books', titles.map((other) => ({ author: author.id, title: other })))
  await acceptOthers(tools, word)
  const other = await addAuthor(tools, `${fresh.name()} ${fresh.word()}${fresh.word()}`)
  const exchange = await post(tools, '/books', { author: other.id, title })
  if (exchange.answer.status !== 201) {
    const id = exchange.answer.status === 409 ? 'title-for-one-author-only' : 'not-added'
    return tools.fail(id, refusal(exchange, 'the status 201'))
  }
  await refuseTaken(tools, '/books', { author: other.id, title })
}

async function refuseTaken(tools: LibraryTools, target: string, value: unknown): Promise<void> {
  const before = contents(tools)
  const exchange = await post(tools, target, value)
  if (isDone(exchange)) {
    return tools.fail('duplicate-accepted', refusal(exchange, 'the status 409'))
  }
  expectUnchanged(tools, exchange, before)
  expectRefusal(tools, exchange, [409])
}

// The title has nothing in common with the first one.
async function addSecondBook(tools: LibraryTools, author: number): Promise<void> {
  const exchange = await post(tools, '/books', { author, title: `Poems ${tools.fresh.word()}` })
  const { status } = exchange.answer
  if (status === 201) return
  const id = status === 409 ? 'one-book-for-each-author' : 'not-added'
  return tools.fail(id, refusal(exchange, 'the status 201'))
}

async function acceptOthers(tools: LibraryTools, word: string): Promise<void> {
  const base = `${word}${tools.fresh.word()}`
  const names = [
    `x${base}`, `_${base}`, base.toUpperCase(), base, `${base}'`, `1${base.length}`,
    `01${base.length}`,
  ]
  await acceptAll(tools, '/authors', names.map((name) => ({ name })))
}

async function acceptAll(
  tools: LibraryTools, target: string, values: readonly unknown[],
): Promise<void> {
  for (const value of values) {
    const exchange = await post(tools, target, value)
    if (exchange.answer.status === 201) continue
    const id = exchange.answer.status === 409 ? 'other-value-refused' : 'not-added'
    return tools.fail(id, refusal(exchange, 'the status 201'))
  }
}

/** Books by authors who have never been there, and by one who has been removed. */
export async function refuseOrphans(tools: LibraryTools): Promise<void> {
  const { fresh, fail } = tools
  const gone = await addAuthor(tools, `${fresh.name()} ${fresh.word()}${fresh.word()}`)
  await expectRemoval(tools, gone.id)
  for (const author of [gone.id + fresh.integer(1_000, 9_000), gone.id, 0, -1]) {
    const before = contents(tools)
    const exchange = await post(tools, '/books', { author, title: fresh.foreignText() })
    if (isDone(exchange)) {
      return fail('orphan-accepted', refusal(exchange, 'the status 422'))
    }
    expectUnchanged(tools, exchange, before)
    if (exchange.answer.status === 409) {
      return fail('orphan-called-a-conflict', refusal(exchange, 'the status 422'))
    }
    expectRefusal(tools, exchange, [422, 404, 400])
  }
}

/** An author stays while there are books, and can be removed before and after. */
export async function keepAuthors(tools: LibraryTools): Promise<void> {
  const { fresh, fail, query } = tools
  const [author, other] = [
    await addAuthor(tools, `${fresh.name()} ${fresh.word()}${fresh.word()}`),
    await addAuthor(tools, `${fresh.name()} ${fresh.word()}${fresh.word()}`),
  ]
  await addBook(tools, { author: author.id, title: fresh.foreignText() })
  const before = contents(tools)
  const exchange = await remove(tools, author.id)
  const [books] = query('select count(*) as number from books where author = ?', author.id)
  if (books?.['number'] !== 1) {
    return fail('books-removed-too', {
      ...refusal(exchange, 'the status 409, and one book of this author, as before'),
      actual: `the status ${exchange.answer.status}, and ${books?.['number']} books`,
    })
  }
  const [row] = query('select id from authors where id = ?', author.id)
  if (isDone(exchange) || row === undefined) {
    return fail('author-removed-before-books', refusal(exchange, 'the status 409'))
  }
  expectUnchanged(tools, exchange, before)
  expectRefusal(tools, exchange, [409])
  await expectRemoval(tools, other.id)
  for (const id of [other.id, other.id + 5_000]) {
    const again = await remove(tools, id)
    if (again.answer.status >= 500) {
      return fail('refusal-500', refusal(again, 'the status 404'))
    }
    if (![404, 410].includes(again.answer.status)) {
      return fail('missing-404', refusal(again, 'the status 404'))
    }
  }
  // The name is free again.
  await acceptAll(tools, '/authors', [{ name: other.name }])
}

async function expectRemoval(tools: LibraryTools, id: number): Promise<void> {
  const exchange = await remove(tools, id)
  const [row] = tools.query('select id from authors where id = ?', id)
  const { status, message: { extra } } = exchange.answer
  if (status === 204 && extra !== '') {
    const expected = 'nothing after the blank line'
    return tools.fail('body-after-204', { exchange, expected, actual: `${extra.length} bytes` })
  }
  if (isDone(exchange) && row === undefined) return
  return tools.fail('not-removed', refusal(exchange, 'the status 204, and no row with this id'))
}

function expectUnchanged(tools: LibraryTools, exchange: HttpExchange, before: string): void {
  const after = contents(tools)
  if (after === before) return
  return tools.fail('stored-although-refused', {
    exchange, expected: `the same rows as before: ${before}`.slice(0, 600),
    actual: after.slice(0, 600),
  })
}

function expectRefusal(
  tools: LibraryTools, exchange: HttpExchange, statuses: readonly number[],
): void {
  const { status } = exchange.answer
  if (statuses.includes(status)) return
  const id = status >= 500 ? 'refusal-500' : 'wrong-refusal'
  return tools.fail(id, refusal(exchange, `the status ${statuses[0]}`))
}
