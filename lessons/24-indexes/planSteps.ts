// Whether indexes are used: with a few orders, and in a file with 200,000 that is older than the
// indexes.

import { expectOrders } from './orderSteps.ts'
import { expectPlan } from './plans.ts'
import { countOrders, customerOf, dayMs, dayOf, largeFile, type ShopTools } from './shop.ts'

const mostIndexes = 5

/** The plans of the three statements, for values that nobody has seen before. */
export async function usePlans(tools: ShopTools): Promise<void> {
  const { fresh } = tools
  const { day } = dayOf(fresh)
  await expectPlan(tools, { question: 'customer', query: { email: customerOf(fresh) } })
  await expectPlan(tools, { question: 'day', query: { status: fresh.word(), day } })
  const product = `${fresh.word().toUpperCase()}-`
  await expectPlan(tools, { question: 'products', query: { product } })
}

/** Each index has to be kept up to date with each write. */
export async function countIndexes(tools: ShopTools): Promise<void> {
  const names = indexesOf(tools)
  if (names.length <= mostIndexes) return
  return tools.fail('too-many-indexes', {
    expected: `${mostIndexes} indexes at most`, actual: `${names.length}: ${names.join(', ')}`,
  })
}

/** A file that has orders but no indexes yet, and then a start with indexes that are there. */
export async function useLargeFile(tools: ShopTools): Promise<void> {
  const { fresh } = tools
  const customer = customerOf(fresh)
  const { start } = dayOf(fresh)
  const indexes = indexesOf(tools)
  await tools.stop()
  tools.replaceDatabase(largeFile({ customer, firstDayMs: start }))
  const before = countOrders(tools)
  // A day in UTC is the same everywhere.
  await tools.start({ TZ: fresh.pick(['Pacific/Auckland', 'America/Los_Angeles']) })
  const after = countOrders(tools)
  if (after !== before) {
    return tools.fail('old-orders-lost', {
      expected: `${before} orders`, actual: `${after} orders`,
    })
  }
  const day = new Date(start + fresh.integer(1, 90) * dayMs).toISOString().slice(0, 10)
  const product = `P-${fresh.integer(100, 999)}`
  const asked = [
    { question: 'customer', query: { email: customer }, id: 'wrong-orders' },
    { question: 'day', query: { status: 'open', day }, id: 'day-cut-wrong' },
    { question: 'products', query: { product }, id: 'wrong-orders' },
  ] as const
  for (const each of asked) await expectOrders(tools, each)
  // Some programs make their indexes when the first request needs them.
  const later = indexesOf(tools)
  if (later.length < indexes.length) {
    return tools.fail('old-file-without-indexes', {
      expected: indexes.join(', '), actual: later.join(', ') || 'no indexes',
    })
  }
  for (const each of asked) await expectPlan(tools, each)
  // Products are in capitals, and the text is compared exactly.
  await expectOrders(tools, { query: { product: product.toLowerCase() }, id: 'wrong-orders' })
  await startAgain(tools, { email: customer })
}

// What is made from now on comes after the marker in the list of all tables and indexes.
async function startAgain(tools: ShopTools, query: { email: string }): Promise<void> {
  await tools.kill()
  tools.change('create table check_marker (id integer primary key)')
  const before = indexesOf(tools)
  await tools.start()
  await expectOrders(tools, { query, id: 'old-orders-lost' })
  const rows = tools.query(`
    select name from sqlite_master where type = 'index' and lower(tbl_name) = 'orders'
      and rowid > (select rowid from sqlite_master where name = 'check_marker')`)
  const remade = rows.map(({ name }) => String(name)).filter((name) => before.includes(name))
  const statement = tools.events().find((event) =>
    event.event === 'sql' && /^\s*reindex\b/i.test(event.sql))
  if (remade.length === 0 && statement === undefined) return
  tools.fail('indexes-made-anew', {
    expected: `the same indexes as before: ${before.join(', ')}`,
    actual: remade.length === 0 ? 'your program ran reindex' : `${remade.join(', ')} made anew`,
  })
}

function indexesOf({ query }: ShopTools): readonly string[] {
  return query(`
    select name from sqlite_master where type = 'index' and lower(tbl_name) = 'orders'
    order by name`).map(({ name }) => String(name))
}
