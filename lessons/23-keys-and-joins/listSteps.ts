// The two lists: what is in them, in which order, and how many statements they take.

import { statementsDuring } from '../../src/course/check/statements.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { addAuthor, addBook, contents, list, type LibraryTools } from './library.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

// What a list may take, however many rows it has: one statement, and some for a transaction.
const mostStatements = 8
const many = 100

/** One author and one book are in the lists. */
export async function listFirst(tools: LibraryTools): Promise<void> {
  const { fresh } = tools
  const author = await addAuthor(tools, `${fresh.name()} ${fresh.foreignText()}`)
  await addBook(tools, { author: author.id, title: fresh.foreignText() })
  await compareBooks(tools)
  await compareAuthors(tools)
}

/** Authors with no book, with one and with several. */
export async function countBooks(tools: LibraryTools): Promise<void> {
  const { fresh } = tools
  for (const books of fresh.shuffle([0, 1, 3, 0])) {
    const author = await addAuthor(tools, `${fresh.name()} ${fresh.word()}${fresh.word()}`)
    for (let number = 1; number <= books; number += 1) {
      await addBook(tools, { author: author.id, title: `${fresh.word()} ${number}` })
    }
  }
  await compareAuthors(tools)
  await compareBooks(tools)
}

/** A hundred more books: the lists are still right, and take no more statements than before. */
export async function listMany(tools: LibraryTools): Promise<void> {
  const { change, fresh } = tools
  const word = fresh.word()
  // Later books have earlier authors, so that the order of the one isn't that of the other.
  const numbers = `with recursive numbers (n) as (
    select 0 union all select n + 1 from numbers where n < ${many - 1})`
  change(`insert into authors (name) ${numbers} select '${word} ' || n from numbers`)
  change(`insert into books (author, title) ${numbers}
    select (select max(id) from authors) - n * 3 % ${many}, '${word} ' || (n * 7 % ${many})
    from numbers`)
  // A gap in the ids: from now on, they aren't the numbers of the rows.
  change(`insert into books (id, author, title)
    select max(id) + 1000, max(author), '${word}!' from books`)
  for (const compare of [compareBooks, compareAuthors]) {
    const statements = await statementsDuring(tools, async () => void await compare(tools))
    if (statements.length <= mostStatements) continue
    return tools.fail('query-for-each-row', {
      expected: 'one statement for the whole list',
      actual: `${statements.length} statements, the last one: ${statements.at(-1)?.sql}`,
    })
  }
}

/**
 * The order doesn't depend on how the database finds the rows. With these statistics, it reads the
 * indexes of the keys instead of the tables, and they're in the order of authors, titles and names.
 */
export async function keepOrder(tools: LibraryTools): Promise<void> {
  const { change } = tools
  change(`begin immediate; analyze;
    update sqlite_stat1 set stat = stat || ' sz=1' where idx is not null; commit`)
  await compareBooks(tools)
  await compareAuthors(tools)
  change('drop table sqlite_stat1')
}

/** The name of an author is in one place only. */
export async function showNewName(tools: LibraryTools): Promise<void> {
  const { change, query, fresh } = tools
  const [row] = query('select max(author) as id from books')
  change('update authors set name = ? where id = ?', `${fresh.foreignText()}!`, Number(row?.['id']))
  await compareBooks(tools, 'old-name-shown')
  await compareAuthors(tools, 'old-name-shown')
}

/** After a `kill -9` and a start, everything is there. */
export async function keepEverything(tools: LibraryTools): Promise<void> {
  const before = contents(tools)
  await tools.kill()
  await tools.start()
  const after = contents(tools)
  if (after !== before) {
    return tools.fail('lost-at-restart', {
      expected: `the rows from before: ${before}`.slice(0, 300), actual: after.slice(0, 300),
    })
  }
  await compareBooks(tools, 'lost-at-restart')
  await compareAuthors(tools, 'lost-at-restart')
}

type ListId = 'wrong-list' | 'old-name-shown' | 'lost-at-restart'

async function compareBooks(tools: LibraryTools, id: ListId = 'wrong-list'): Promise<void> {
  const expected = tools.query(`
    select books.id as id, title, name as author from books, authors where authors.id = author
    order by books.id`)
  const { exchange, rows } = await list(tools, '/books')
  compareRows(tools, { exchange, rows, expected, id })
}

async function compareAuthors(tools: LibraryTools, id: ListId = 'wrong-list'): Promise<void> {
  const expected = tools.query(`
    select id, name, (select count(*) from books where author = authors.id) as books
    from authors order by id`)
  const { exchange, rows } = await list(tools, '/authors')
  const found = new Map(rows.map((row) => [row['id'], row]))
  // If some with books are missing too, a join isn't the reason.
  const unlisted = expected.find((row) => row['books'] !== 0 && !found.has(row['id']))
  for (const author of unlisted === undefined ? expected : []) {
    const row = found.get(author['id'])
    const evidence = {
      exchange, expected: JSON.stringify(author),
      actual: row === undefined ? 'nobody with this id' : JSON.stringify(row),
    }
    if (row === undefined && author['books'] === 0) {
      const isAnother = rows.some(({ books }) => books === 0)
      const id = isAnother ? 'authors-combined' : 'author-without-books-missing'
      return tools.fail(id, evidence)
    }
    if (row === undefined || row['books'] === author['books']) continue
    const isEmptyCounted = author['books'] === 0 && row['books'] === 1
    return tools.fail(isEmptyCounted ? 'empty-row-counted' : 'wrong-list', evidence)
  }
  compareRows(tools, { exchange, rows, expected, id })
}

type Comparison = { exchange: HttpExchange; rows: Rows; expected: Rows; id: ListId }

function compareRows(tools: LibraryTools, { exchange, rows, expected, id }: Comparison): void {
  const found = new Map(rows.map((row) => [row['id'], row]))
  const twin = rows.find((row) => found.get(row['id']) !== row)
  if (twin !== undefined) {
    return tools.fail('wrong-list', {
      exchange, expected: `one object with the id ${twin['id']}`,
      actual: `${JSON.stringify(twin)}, and also ${JSON.stringify(found.get(twin['id']))}`,
    })
  }
  for (const row of expected) {
    const given = found.get(row['id'])
    // More fields than these do no harm.
    if (given !== undefined && Object.entries(row).every(([name, each]) => given[name] === each)) {
      continue
    }
    return tools.fail(id, {
      exchange, expected: JSON.stringify(row),
      actual: given === undefined ? 'no object with this id' : JSON.stringify(given),
    })
  }
  if (rows.length !== expected.length) {
    return tools.fail('wrong-list', {
      exchange, expected: `${expected.length} objects`, actual: `${rows.length} objects`,
    })
  }
  const wrong = rows.findIndex((row, index) => row['id'] !== expected[index]?.['id'])
  if (wrong === -1) return
  return tools.fail('wrong-order', {
    exchange, expected: `the id ${expected[wrong]?.['id']} in place ${wrong + 1}`,
    actual: `the id ${rows[wrong]?.['id']}`,
  })
}
