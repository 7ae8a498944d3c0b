// The right orders, in the right order, and not too many: for a customer, for a day, and for
// products whose number starts with a text.

import { isRecord } from '../../src/basics/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { addOrders, customerOf, dayMs, dayOf, target, type Order, type ShopTools } from './shop.ts'

type Id = 'wrong-orders' | 'case-matters' | 'day-cut-wrong' | 'leading-wildcard'
  | 'wildcard-found' | 'old-orders-lost'

type Row = Readonly<Record<string, unknown>>
type Rows = readonly Row[]

const columns = 'id, email, status, product, placed_at as placedAt'
const most = 20

/** The newest orders of a customer, in any spelling of the address. */
export async function askForCustomer(tools: ShopTools): Promise<void> {
  const { fresh } = tools
  const [customer, other] = [customerOf(fresh), `o'neil+%_${customerOf(fresh)}`]
  const { start } = dayOf(fresh)
  const orders = Array.from({ length: 30 }, (_, index): Order => ({
    email: index % 4 === 0 ? other : customer, status: fresh.pick(['open', 'sent']),
    product: `P-${fresh.integer(1, 99)}`, placedAt: start + fresh.integer(0, 9) * dayMs,
  }))
  addOrders(tools, orders)
  const isHere = (expectation: Expectation) => expectOrders(tools, expectation)
  await isHere({ query: { email: customer }, id: 'wrong-orders' })
  await isHere({ query: { email: other }, id: 'wrong-orders' })
  // A program that remembers the first list doesn't see the next order.
  const placedAt = start + 9 * dayMs
  addOrders(tools, [{ email: customer, status: 'open', product: 'P-1', placedAt }])
  await isHere({ query: { email: customer }, id: 'wrong-orders' })
  await isHere({ query: { email: customerOf(fresh) }, id: 'wrong-orders' })
  await isHere({ query: { email: "' or 1=1 --" }, id: 'wrong-orders' })
  await isHere({ query: { email: `%${customer.slice(3)}` }, id: 'wildcard-found' })
  const capital = `${customer.slice(0, 2).toUpperCase()}${customer.slice(2)}`
  await isHere({ query: { email: capital }, id: 'case-matters' })
  await isHere({ query: { email: customer.toUpperCase() }, id: 'case-matters' })
}

/** A day begins with its first millisecond and ends before the next one begins. */
export async function askForDay(tools: ShopTools): Promise<void> {
  const { fresh } = tools
  const [full, cut] = [dayOf(fresh), dayOf(fresh)]
  const email = customerOf(fresh)
  const order = (placedAt: number, status: string): Order =>
    ({ email, status, product: 'P-1', placedAt })
  // In the middle of a day, wherever its end is thought to be.
  addOrders(tools, Array.from({ length: 40 }, () =>
    order(full.start + dayMs / 2 + fresh.integer(0, 5), fresh.pick(['open', 'sent']))))
  for (const status of ['open', 'sent', "sent' or '1", 'Open', '%']) {
    await expectOrders(tools, { query: { status, day: full.day }, id: 'wrong-orders' })
  }
  await expectOrders(tools, { query: { status: 'open', day: '1969-12-31' }, id: 'wrong-orders' })
  // This is now the first one of the day.
  addOrders(tools, [order(full.start + dayMs / 4, 'open')])
  await expectOrders(tools, { query: { status: 'open', day: full.day }, id: 'wrong-orders' })
  const times = [0, 1, dayMs - 1, -1, dayMs, dayMs + 1, fresh.integer(1, dayMs - 2)]
  addOrders(tools, fresh.shuffle(times).map((time) => order(cut.start + time, 'back')))
  const next = new Date(cut.start + dayMs).toISOString().slice(0, 10)
  for (const day of [cut.day, next]) {
    await expectOrders(tools, { query: { status: 'back', day }, id: 'day-cut-wrong' })
  }
}

/** Numbers with characters that mean something to like or glob, and others next to them. */
export async function askForProducts(tools: ShopTools): Promise<void> {
  const { fresh } = tools
  const word = fresh.word().toUpperCase()
  const { start } = dayOf(fresh)
  const endings = [
    '', '-', '-1', '-10', '-2', '_1', 'X1', '%', '%5', '5', '*', '*2', '?', '[1]', '[', "'", '\\',
    '\\%', 'Ö', 'Ö1', '語1', '🌱1', 'Z', 'ZZZ', '0',
  ]
  const products = endings.flatMap((ending) => [`${word}${ending}`, `1${word}${ending}`])
  const before = `${word.slice(0, -1)}${String.fromCharCode(word.charCodeAt(word.length - 1) - 1)}`
  addOrders(tools, fresh.shuffle([...products, `${before}ZZ`, `${word}-1`]).map((product) =>
    ({ email: customerOf(fresh), status: 'sent', product, placedAt: start })))
  await expectOrders(tools, { query: { product: `${word}-` }, id: 'leading-wildcard' })
  for (const ending of fresh.shuffle(['_', '%', '*', '?', '[', '[1]', '\\', '\\%'])) {
    await expectOrders(tools, { query: { product: `${word}${ending}` }, id: 'wildcard-found' })
  }
  // All that start with this are few enough for one list, and some end with the last characters.
  const last = `${before}${fresh.word().toUpperCase()}-`
  addOrders(tools, fresh.shuffle(['', '~', 'É', '\uffef', '語', '🌱', '1']).map((ending) =>
    ({ email: customerOf(fresh), status: 'sent', product: last + ending, placedAt: start })))
  await expectOrders(tools, { query: { product: last }, id: 'wrong-orders' })
  const another = { email: customerOf(fresh), status: 'sent', product: `${last}0`, placedAt: start }
  addOrders(tools, [another])
  await expectOrders(tools, { query: { product: last }, id: 'wrong-orders' })
  for (const ending of ['', "'", 'Ö', '語', '-1', 'Z', 'ZZZZ', "' or 1=1 --"]) {
    await expectOrders(tools, { query: { product: `${word}${ending}` }, id: 'wrong-orders' })
  }
}

type Expectation = { query: Readonly<Record<string, string>>; id: Id }

/** Compares the response with what is in the file. `id` names orders that are wrong. */
export async function expectOrders(tools: ShopTools, { query, id }: Expectation): Promise<void> {
  const exchange = await tools.send({ target: target(query) })
  const rows = rowsOf(tools, exchange)
  const expected = rightOrders(tools, query)
  const known = new Map(expected.all.map((row) => [row['id'], row]))
  const wrong = rows.find((row) => !isSame(row, known.get(row['id'])))
  if (wrong !== undefined) {
    const named = mayName(id, wrong, query) ? id : 'wrong-orders'
    return reportWrong(tools, { exchange, wrong, id: named })
  }
  if (rows.length > most) {
    return tools.fail('too-many-orders', {
      exchange, expected: `${most} orders at most`, actual: `${rows.length} orders`,
    })
  }
  const index = expected.first.findIndex((row, place) => row['id'] !== rows[place]?.['id'])
  if (index === -1) return
  // Orders that are sorted, but not the first ones: some are missing.
  const places = rows.map((row) => expected.all.findIndex((each) => each['id'] === row['id']))
  const isSorted = places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0))
  const missing = id === 'leading-wildcard' ? 'wrong-orders' : id
  return tools.fail(isSorted ? missing : 'wrong-order', {
    exchange, expected: `in place ${index + 1}: ${JSON.stringify(expected.first[index])}`,
    actual: rows[index] === undefined ? `${rows.length} orders` : JSON.stringify(rows[index]),
  })
}

// An order whose product doesn't contain the text was not found by a wildcard before it.
function mayName(id: Id, wrong: Rows[number], query: Expectation['query']): boolean {
  return id !== 'leading-wildcard' || String(wrong['product']).includes(query['product'] ?? '')
}

function rowsOf({ fail }: ShopTools, exchange: HttpExchange): Rows {
  const { answer } = exchange
  const value = answer.json()
  if (answer.status === 200 && Array.isArray(value) && value.every(isRecord)) return value
  return fail('no-list', {
    exchange, mark: answer.status === 200 ? 'body' : 'status',
    expected: 'the status 200, and a JSON array of orders',
    actual: `the status ${answer.status}, and ${answer.text.slice(0, 100)}`,
  })
}

// An order that nobody asked for, or one that isn't as it is in the table. `id` names the former.
function reportWrong(
  { fail, query }: ShopTools,
  { exchange, wrong, id }: { exchange: HttpExchange; wrong: Row; id: Id },
): void {
  const [right] = query(`select ${columns} from orders where id = ?`, Number(wrong['id']) || 0)
  const hasId = typeof wrong['id'] === 'number'
  const isOther = hasId && (right === undefined || isSame(wrong, right))
  return fail(isOther ? id : 'wrong-fields', {
    exchange, actual: JSON.stringify(wrong),
    expected: isOther ? 'only orders that this URL asks for'
      : hasId ? JSON.stringify(right) : 'an "id" in each order, as a number',
  })
}

function isSame(row: Rows[number], right: Rows[number] | undefined): boolean {
  // More fields than these do no harm.
  return right !== undefined && Object.entries(right).every(([name, each]) => row[name] === each)
}

function rightOrders(
  { query }: ShopTools, { email, product, status = '', day = '' }: Readonly<Record<string, string>>,
): { all: Rows; first: Rows } {
  const [condition, order, ...values] = email !== undefined
    ? ['email = ?', 'placed_at desc, id desc', email.toLowerCase()]
    : product !== undefined
      ? ['substr(product, 1, length(?1)) = ?1', 'product, id', product]
      : ['status = ? and placed_at between ? and ?', 'placed_at, id', status, Date.parse(day),
        Date.parse(day) + dayMs - 1]
  const all = query(
    `select ${columns} from orders where ${condition} order by ${order}`, ...values,
  )
  return { all, first: all.slice(0, most) }
}
