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
  const later = indexesOf(tools)
  if (later.length < indexes.length) {
    return tools.fail('old-file-without-indexes', {
      expected: indexes.join(', '), actual: later.join(', ') || 'no indexes',
    })
  }
  const day = new Date(start + fresh.integer(1, 90) * dayMs).toISOString().slice(0, 10)
  const product = `P-${fresh.integer(100, 999)}`
  const asked = [
    { question: 'customer', query: { email: customer }, id: 'wrong-orders' },
    { question: 'day', query: { status: 'open', day }, id: 'day-cut-wrong' },
    { question: 'products', query: { product }, id: 'wrong-orders' },
  ] as const
  for (const each of asked) {
    await expectOrders(tools, each)
    await expectPlan(tools, each)
  }
  // Products are in capitals, and the text is compared exactly.
  await expectOrders(tools, { query: { product: product.toLowerCase() }, id: 'wrong-orders' })
  await tools.kill()
  await tools.start()
  await expectOrders(tools, { query: { email: customer }, id: 'old-orders-lost' })
}

function indexesOf({ query }: ShopTools): readonly string[] {
  return query(`
    select name from sqlite_master where type = 'index' and tbl_name = 'orders'
    order by name`).map(({ name }) => String(name))
}
