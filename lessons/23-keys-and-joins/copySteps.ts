// Two copies of the program on one file: what one of them checks, the other can change a moment
// later. So the file itself is asked whether it refuses, and then both copies at once.

import { DatabaseSync } from 'node:sqlite'
import { addAuthor, addBook, post, refusal, type LibraryTools } from './library.ts'

const atOnce = 50

/** Asks the file, and then sends one name to both copies at once, many times. */
export async function useTwoCopies(tools: LibraryTools): Promise<void> {
  const { fresh } = tools
  const author = await addAuthor(tools, `${fresh.name()} ${fresh.word()}${fresh.word()}`)
  const book = await addBook(tools, { author: author.id, title: fresh.foreignText() })
  await meetRowOfAnother(tools)
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

function askFile(tools: LibraryTools, author: number, book: number): void {
  const again = [
    ['author', `insert into authors (name) select name from authors where id = ${author}`],
    ['book', `insert into books (author, title)
      select author, title from books where id = ${book}`],
  ] as const
  for (const [what, sql] of again) {
    if (isRefused(tools.database, sql)) continue
    tools.fail('check-then-insert', {
      expected: `the file refuses the same ${what} again`, actual: `it accepted: ${sql}`,
    })
  }
  const orphan = `insert into books (author, title) select max(id) + 1, 'No one' from authors`
  if (isRefused(tools.database, orphan)) return
  return tools.fail('no-foreign-key', {
    expected: 'the file refuses a book without an author', actual: `it accepted: ${orphan}`,
  })
}

// This connection keeps foreign keys, as Node's do. A key may be checked only at the commit.
function isRefused(path: string, sql: string): boolean {
  const database = new DatabaseSync(path, { timeout: 2_000 })
  try {
    database.exec(`begin immediate; ${sql}; commit`)
    return false
  } catch {
    return true
  } finally {
    database.close()
  }
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
