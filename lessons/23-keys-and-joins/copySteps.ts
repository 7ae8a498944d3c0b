// Two copies of the program on one file: what one of them checks, the other can change a moment
// later. So the file itself is asked whether it refuses, and then both copies at once.

import type { RequestPlan } from '../../src/course/check/check.ts'
import { sendBehindLock } from '../../src/course/check/databaseLock.ts'
import { isRefusedByFile } from '../../src/course/check/databaseTrial.ts'
import { addAuthor, addBook, post, postPlan, refusal, type LibraryTools } from './library.ts'

const atOnce = 50
const patienceMs = 8_000

/** Asks the file, and then sends one name to both copies at once, many times. */
export async function useTwoCopies(tools: LibraryTools): Promise<void> {
  const { fresh } = tools
  const author = await addAuthor(tools, `${fresh.name()} ${fresh.word()}${fresh.word()}`)
  const book = await addBook(tools, { author: author.id, title: fresh.foreignText() })
  await meetRowOfAnother(tools)
  await meetWriter(tools, author.id)
  askFile(tools, author.id, book.id)
  await addAtOnce(tools)
}

// Another copy has added a name; this one may still believe that it is free.
async function meetRowOfAnother(tools: LibraryTools): Promise<void> {
  const name = `${tools.fresh.foreignText()} ${tools.fresh.word()}`
  tools.change('insert into authors (name) values (?)', name)
  const exchange = await post(tools, '/authors', { name })
  const { status } = exchange.answer
  if (status === 409) return
  const actual = `the status ${status}`
  const evidence = { exchange, expected: 'the status 409: the file has this name', actual }
  return tools.fail(status >= 500 ? 'refusal-500' : 'check-then-insert', evidence)
}

// The check is the other copy: it has the lock of the file when each of these requests arrives, and
// commits its own row a moment later. What the program has read by then is out of date.
async function meetWriter(tools: LibraryTools, author: number): Promise<void> {
  const { fresh } = tools
  const unused = await addAuthor(tools, `${fresh.word()} ${fresh.foreignText()}`)
  const taken = `${fresh.foreignText()} ${fresh.word()}`
  const rows: [plan: RequestPlan, status: number][] = [
    [postPlan('/authors', { name: taken }), 409],
    [postPlan('/books', { author, title: `${fresh.word()} ${fresh.foreignText()}` }), 201],
    [{ method: 'DELETE', target: `/authors/${unused.id}` }, 204],
  ]
  for (const [index, [plan, status]] of rows.entries()) {
    const name = index === 0 ? taken : `${taken} ${index}`
    const exchange = await sendBehindLock(tools, {
      ...plan, timeoutMs: patienceMs, changes: [['insert into authors (name) values (?)', name]],
    })
    // The program itself keeps the lock.
    if (exchange === undefined) continue
    const found = exchange.answer.status
    if (found === status || (status === 204 && found === 200)) continue
    const refused = index === 0 ? 'wrong-refusal' : 'busy-refused'
    const id = found >= 500 ? 'busy-500' : found === 201 ? 'check-then-insert' : refused
    return tools.fail(id, refusal(exchange, `the status ${status}, when the lock is free again`))
  }
}

function askFile(tools: LibraryTools, author: number, book: number): void {
  const again = [
    ['author', `insert into authors (name) select name from authors where id = ${author}`],
    ['book', `insert into books (author, title)
      select author, title from books where id = ${book}`],
  ] as const
  for (const [what, sql] of again) {
    if (isRefusedByFile(tools.database, sql)) continue
    tools.fail('check-then-insert', {
      expected: `the file refuses the same ${what} again`, actual: `it accepted: ${sql}`,
    })
  }
  const orphan = `insert into books (author, title) select max(id) + 1, 'No one' from authors`
  if (isRefusedByFile(tools.database, orphan)) return
  return tools.fail('no-foreign-key', {
    expected: 'the file refuses a book without an author', actual: `it accepted: ${orphan}`,
  })
}

async function addAtOnce(tools: LibraryTools): Promise<void> {
  const copy = await tools.startCopy()
  const name = `${tools.fresh.foreignText()} ${tools.fresh.word()}`
  const exchanges = await Promise.all(Array.from({ length: atOnce }, (_, index) =>
    post(index % 2 === 0 ? tools : copy, '/authors', { name })))
  const added = exchanges.filter(({ answer }) => answer.status === 201)
  const others = exchanges.filter(({ answer }) => ![201, 409].includes(answer.status))
  const failed = others.find(({ answer }) => answer.status >= 500)
  if (failed !== undefined) return tools.fail('busy-500', refusal(failed, 'the status 201 or 409'))
  if (others[0] !== undefined) {
    return tools.fail('wrong-refusal', refusal(others[0], 'the status 409'))
  }
  if (added.length === 1) return
  return tools.fail(added.length === 0 ? 'not-added' : 'check-then-insert', {
    exchange: added[1] ?? exchanges[0],
    expected: `of ${atOnce} requests at once, one gets a 201 and ${atOnce - 1} get a 409`,
    actual: `${added.length} times 201, and ${exchanges.length - added.length} times 409`,
  })
}
