// Whether a statement asks for its order. Without order by, SQLite gives the rows as it finds them:
// with the program's own index that looks right. So they're asked for once more with an index that
// is sorted the other way round, and has all columns, which makes it the one that SQLite prefers.

import { expectOrders } from './orderSteps.ts'
import { addOrders, customerOf, dayMs, dayOf, type Order, type ShopTools } from './shop.ts'

/** Asks the three questions with other indexes, which are gone afterwards. */
export async function useOtherIndexes(tools: ShopTools): Promise<void> {
  const { fresh } = tools
  const { day, start } = dayOf(fresh)
  const [email, other] = [customerOf(fresh), customerOf(fresh)]
  const [status, word] = [fresh.word(), fresh.word().toUpperCase()]
  // Pairs with the same time and the same product, so that the id decides.
  const orders = Array.from({ length: 16 }, (_, index): Order => ({
    email: index < 8 ? email : other, status: index % 2 === 0 ? status : 'sent',
    product: `${word}${index >> 2}`, placedAt: start + dayMs / 2 + (index >> 2),
  }))
  addOrders(tools, fresh.shuffle(orders))
  await askWith(tools, 'email, placed_at desc, status, product', { email })
  await askWith(tools, 'status, placed_at desc, product, email', { status, day })
  await askWith(tools, 'product desc, placed_at, status, email', { product: word })
}

async function askWith(
  tools: ShopTools, columns: string, query: Readonly<Record<string, string>>,
): Promise<void> {
  tools.change(`create index check_other_index on orders (${columns})`)
  await expectOrders(tools, { query, id: 'wrong-orders' })
  tools.change('drop index check_other_index')
}
