// Authors and their books, in two tables that the database itself keeps consistent.
//
//   GET    /authors       all authors, each with the number of their books
//   POST   /authors       adds an author: {"name": "Jane Austen"}
//   DELETE /authors/:id   removes an author who has no books
//   GET    /books         all books, each with the name of its author
//   POST   /books         adds a book: {"author": 1, "title": "Emma"}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

type Input = { id: number; body: Record<string, unknown> }
type Result = { status: number; value?: unknown }

class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const mostBytes = 10_000
// If another copy of this program is writing, a statement waits its turn, for up to 5 seconds.
const database = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 5_000 })

//#region todo Add the three keys to the tables, and give each error of a key its status
//? What may not appear twice, and in which combination? Which column must be the id of a row that
//? exists? And what is different about a POST and a DELETE that a foreign key refuses?
//> Read "Unique keys", "Foreign keys" and "Let the database refuse". An error has the number in
//> errcode, and `data.db` keeps its old tables until you delete that file.
//= database.exec(`
//=   create table if not exists authors (
//=     id integer primary key,
//=     name text not null
//=   ) strict;
//=   create table if not exists books (
//=     id integer primary key,
//=     author integer not null,
//=     title text not null
//=   ) strict`)
//=
//= // The status for an error of the database. 500 if the error is our mistake.
//= function statusOf(error: unknown, method: string): number {
//=   return 500
//= }
database.exec(`
  create table if not exists authors (
    id integer primary key,
    name text not null unique
  ) strict;
  create table if not exists books (
    id integer primary key,
    author integer not null references authors (id),
    title text not null,
    unique (author, title)
  ) strict`)

// The status for an error of the database. 500 if the error is our mistake.
function statusOf(error: unknown, method: string): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  if (code === 2067) return 409
  if (code === 787) return method === 'DELETE' ? 409 : 422
  return 500
}
//#endregion

//#region todo Read each list with a single statement
//? Which join keeps an author who has no books? What do you count in the row of that author?
//> Read "Joins". A left join fills the columns of a missing book with null, and count(column)
//> doesn't count null.
//= function listAuthors(): Result {
//=   const authors = database.prepare('select id, name from authors order by id').all()
//=   const count = database.prepare('select count(*) as books from books where author = ?')
//=   return { status: 200, value: authors.map((row) => ({ ...row, ...count.get(row.id ?? 0) })) }
//= }
//=
//= function listBooks(): Result {
//=   const books = database.prepare('select id, author, title from books order by id').all()
//=   const name = database.prepare('select name as author from authors where id = ?')
//=   return { status: 200, value: books.map((row) => ({ ...row, ...name.get(row.author ?? 0) })) }
//= }
function listAuthors(): Result {
  const value = database.prepare(`
    select authors.id, name, count(books.id) as books
    from authors left join books on books.author = authors.id
    group by authors.id
    order by authors.id`).all()
  return { status: 200, value }
}

function listBooks(): Result {
  const value = database.prepare(`
    select books.id, title, name as author
    from books join authors on authors.id = books.author
    order by books.id`).all()
  return { status: 200, value }
}
//#endregion

function addAuthor({ body }: Input): Result {
  const name = textOf(body, 'name')
  const { lastInsertRowid } = database.prepare('insert into authors (name) values (?)').run(name)
  return { status: 201, value: { id: Number(lastInsertRowid), name } }
}

function removeAuthor({ id }: Input): Result {
  const { changes } = database.prepare('delete from authors where id = ?').run(id)
  return { status: changes === 0 ? 404 : 204 }
}

function addBook({ body }: Input): Result {
  const { author } = body
  const title = textOf(body, 'title')
  if (!Number.isSafeInteger(author)) throw new Refusal(422, 'Send the id of an author')
  const insert = database.prepare('insert into books (author, title) values (?, ?)')
  const { lastInsertRowid } = insert.run(Number(author), title)
  return { status: 201, value: { id: Number(lastInsertRowid), author, title } }
}

const routes = new Map<string, Record<string, (input: Input) => Result>>([
  ['/authors', { GET: listAuthors, POST: addAuthor }],
  ['/authors/:id', { DELETE: removeAuthor }],
  ['/books', { GET: listBooks, POST: addBook }],
])

const server = createServer((request, response) => {
  respond(request, response).catch((error: unknown) => {
    const isRefusal = error instanceof Refusal
    const status = isRefusal ? error.status : statusOf(error, request.method ?? '')
    if (status === 500) console.error(error)
    send(response, { status, value: { error: isRefusal ? error.message : 'That failed' } })
  })
})

server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request
  const [path = ''] = url.split('?')
  const [, id] = /^\/authors\/(\d{1,15})$/.exec(path) ?? []
  const handlers = routes.get(id === undefined ? path : '/authors/:id')
  if (handlers === undefined) throw new Refusal(404, 'There is nothing here')
  const handler = handlers[method === 'HEAD' ? 'GET' : method]
  if (handler === undefined) {
    response.setHeader('allow', Object.keys(handlers).join(', '))
    throw new Refusal(405, 'This method is not allowed here')
  }
  const body = method === 'POST' ? await readJson(request) : {}
  send(response, handler({ id: Number(id), body }))
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) {
    if (text.length <= mostBytes) text += piece
  }
  if (text.length > mostBytes) throw new Refusal(413, 'The body is too large')
  try {
    return { ...JSON.parse(text) }
  } catch {
    throw new Refusal(400, "The body isn't JSON")
  }
}

function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  if (typeof value === 'string' && value !== '' && value.isWellFormed()) return value
  throw new Refusal(422, `Send a ${name} that is a text`)
}

function send(response: ServerResponse, { status, value }: Result): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(value === undefined ? undefined : JSON.stringify(value))
}
