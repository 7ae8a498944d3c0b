// The learner's library as the steps of this check use it: add, remove, list, and what the
// responses mean.

import type { Evidence, RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isRecord } from '../../src/basics/check.ts'
import type { findings } from './findings.ts'

export type LibraryTools = Tools<keyof typeof findings>

export type Author = { id: number; name: string }
export type Book = { id: number; author: number; title: string }

type Sender = Pick<LibraryTools, 'send'>

const json = [['Content-Type', 'application/json']] as const

/** Sends a value as JSON. */
export function post({ send }: Sender, target: string, value: unknown): Promise<HttpExchange> {
  return send(postPlan(target, value))
}

export function postPlan(target: string, value: unknown): RequestPlan {
  return { method: 'POST', target, headers: json, body: JSON.stringify(value) }
}

export function remove({ send }: Sender, id: number): Promise<HttpExchange> {
  return send({ method: 'DELETE', target: `/authors/${id}` })
}

/** Adds an author, and looks for the row in the file. */
export async function addAuthor(tools: LibraryTools, name: string): Promise<Author> {
  const exchange = await post(tools, '/authors', { name })
  const id = idOf(tools, exchange, { name })
  const [row] = tools.query('select name from authors where id = ?', id)
  if (row?.['name'] === name) return { id, name }
  return tools.fail('not-in-the-file', {
    exchange, expected: `a row with the id ${id} and the name ${name}`, actual: told(row),
  })
}

/** Adds a book, and looks for the row in the file. */
export async function addBook(
  tools: LibraryTools, { author, title }: Omit<Book, 'id'>,
): Promise<Book> {
  const exchange = await post(tools, '/books', { author, title })
  const id = idOf(tools, exchange, { author, title })
  const [row] = tools.query('select author, title from books where id = ?', id)
  if (row?.['author'] === author && row['title'] === title) return { id, author, title }
  return tools.fail('not-in-the-file', {
    exchange, expected: `a row with the id ${id}, the author ${author} and the title ${title}`,
    actual: told(row),
  })
}

/** All rows of both tables, to see whether anything has changed. */
export function contents({ query }: LibraryTools): string {
  return JSON.stringify([
    query('select id, name from authors order by id'),
    query('select id, author, title from books order by id'),
  ])
}

/** Gives the objects of a list. Anything else is a mistake. */
export async function list(
  tools: LibraryTools, target: string,
): Promise<{ exchange: HttpExchange; rows: readonly Record<string, unknown>[] }> {
  const exchange = await tools.send({ target })
  const { status } = exchange.answer
  const value = exchange.answer.json()
  if (status === 200 && Array.isArray(value) && value.every(isRecord)) {
    return { exchange, rows: value }
  }
  return tools.fail('wrong-list', {
    exchange, mark: status === 200 ? 'body' : 'status',
    expected: 'the status 200, and a JSON array of objects',
    actual: status === 200 ? exchange.answer.text.slice(0, 200) : `the status ${status}`,
  })
}

/** What is reported of a request that should have been refused, or was refused wrongly. */
export function refusal(exchange: HttpExchange, expected: string): Evidence {
  return { exchange, mark: 'status', expected, actual: `the status ${exchange.answer.status}` }
}

/** Whether the response says that something was done. */
export function isDone({ answer }: HttpExchange): boolean {
  return answer.status < 400
}

function idOf(
  tools: LibraryTools, exchange: HttpExchange, sent: Readonly<Record<string, unknown>>,
): number {
  const { answer } = exchange
  const value = answer.json()
  const expected = `the status 201, and ${JSON.stringify({ id: 1, ...sent })} with its own id`
  if (answer.status !== 201 || !isRecord(value)) {
    return tools.fail('not-added', {
      exchange, mark: 'status', expected,
      actual: `the status ${answer.status}, and ${answer.text.slice(0, 200)}`,
    })
  }
  const { id } = value
  const isSame = Object.entries(sent).every(([name, each]) => value[name] === each)
  if (typeof id === 'number' && Number.isSafeInteger(id) && isSame) return id
  return tools.fail('not-added', {
    exchange, mark: 'body', expected, actual: answer.text.slice(0, 200),
  })
}

function told(row: unknown): string {
  return row === undefined ? 'no row with this id' : JSON.stringify(row)
}
