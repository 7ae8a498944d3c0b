// The orders of a shop. To find some of them, each statement reads the whole table, and the last
// one also finds orders that nobody asked for.
//
//   GET  /orders?email=amy@example.com            the newest orders of a customer
//   GET  /orders?status=open&day=2026-11-28       the first orders of a day (UTC), by status
//   GET  /orders?product=LAMP-                    orders of products whose number starts with this
//   POST /samples                                 adds 200,000 orders, to try it out

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

type Result = { status: number; value: unknown; allow?: string }

const database = new DatabaseSync(process.env.DATABASE ?? 'data.db')
const columns = 'id, email, status, product, placed_at as placedAt'
const dayMs = 86_400_000

database.exec(`
  create table if not exists orders (
    id integer primary key,
    email text not null check (email = lower(email)),
    status text not null,
    product text not null check (product = upper(product)),
    placed_at integer not null
  ) strict`)

//#region todo Create the indexes that the three statements below need
//? For each statement: which columns does it compare with =, by which one does it sort, and which
//? one has a range? In which order do they belong in an index?
//> Read "Columns in order". The program starts again and again on the same file, so write
//> `create index if not exists`.
database.exec(`
  create index if not exists orders_by_customer on orders (email, placed_at);
  create index if not exists orders_by_status on orders (status, placed_at);
  create index if not exists orders_by_product on orders (product)`)
//#endregion

//#region todo Compare the columns themselves, so that an index can find the rows
//? Which value can you change instead of the column? Between which two times is a day?
//? And between which two texts are all the texts that start with LAMP-?
//> Read "Leave the column alone". U+10FFFF is the last character of all, and nobody uses it. So
//> every text that starts with LAMP- comes before 'LAMP-\u{10ffff}'.
//= function ordersOfCustomer(email: string): unknown {
//=   return read(`select ${columns} from orders where lower(email) = lower(?)
//=     order by placed_at desc, id desc limit 20`, email)
//= }
//=
//= function ordersOfDay(status: string, day: string): unknown {
//=   return read(`select ${columns} from orders
//=     where status = ? and date(placed_at / 1000, 'unixepoch') = ?
//=     order by placed_at, id limit 20`, status, day)
//= }
//=
//= function ordersOfProducts(start: string): unknown {
//=   return read(`select ${columns} from orders where product like '%' || ? || '%'
//=     order by product, id limit 20`, start)
//= }
function ordersOfCustomer(email: string): unknown {
  return read(`select ${columns} from orders where email = ?
    order by placed_at desc, id desc limit 20`, email.toLowerCase())
}

function ordersOfDay(status: string, day: string): unknown {
  const start = Date.parse(day)
  return read(`select ${columns} from orders
    where status = ? and placed_at >= ? and placed_at < ?
    order by placed_at, id limit 20`, status, start, start + dayMs)
}

function ordersOfProducts(start: string): unknown {
  return read(`select ${columns} from orders where product >= ? and product < ?
    order by product, id limit 20`, start, `${start}\u{10ffff}`)
}
//#endregion

// Runs a statement, and prints its plan: how SQLite finds the rows.
function read(sql: string, ...values: (string | number)[]): unknown {
  const plan = database.prepare(`explain query plan ${sql}`).all(...values)
  console.log(plan.map(({ detail }) => detail).join(', '))
  return database.prepare(sql).all(...values)
}

function findOrders(query: URLSearchParams): Result {
  const [email, status, day, product] = ['email', 'status', 'day', 'product'].map((name) =>
    query.get(name) || undefined)
  if (email !== undefined) return { status: 200, value: ordersOfCustomer(email) }
  if (product !== undefined) return { status: 200, value: ordersOfProducts(product) }
  if (status !== undefined && day !== undefined && isDay(day)) {
    return { status: 200, value: ordersOfDay(status, day) }
  }
  return { status: 400, value: { error: 'Send an email, a product, or a status and a day' } }
}

function isDay(text: string): boolean {
  const time = new Date(text)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time.getTime())
    && time.toISOString().startsWith(text)
}

function addSamples(): Result {
  database.exec(`
    insert into orders (email, status, product, placed_at)
    with recursive numbers (n) as (
      select 0 union all select n + 1 from numbers where n < 199999
    )
    select 'customer' || (n % 5000) || '@example.com',
      iif(n % 50 = 0, 'open', 'sent'),
      'LAMP-' || (n * 7919 % 100000),
      1767225600000 + n * 157680
    from numbers`)
  return { status: 201, value: { added: 200_000 } }
}

function respond(request: IncomingMessage): Result {
  const [path, ...query] = (request.url ?? '').split('?')
  const allow = new Map([['/orders', 'GET, HEAD'], ['/samples', 'POST']]).get(path ?? '')
  if (allow === undefined) return { status: 404, value: { error: 'There is nothing here' } }
  if (!allow.split(', ').includes(request.method ?? '')) {
    return { status: 405, value: { error: `Use ${allow}` }, allow }
  }
  return path === '/samples' ? addSamples() : findOrders(new URLSearchParams(query.join('?')))
}

const server = createServer((request, response) => {
  try {
    send(response, respond(request))
  } catch (error) {
    console.error(error)
    send(response, { status: 500, value: { error: 'Something went wrong on our side' } })
  }
})

server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

function send(response: ServerResponse, { status, value, allow }: Result): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(allow && { allow }) })
  response.end(JSON.stringify(value))
}
