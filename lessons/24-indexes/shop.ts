// The table of this lesson, the orders that the check puts into it, and the three questions that
// are asked about them.

import type { Tools } from '../../src/course/check/check.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import type { findings } from './findings.ts'

export type ShopTools = Tools<keyof typeof findings>

export type Order = { email: string; status: string; product: string; placedAt: number }

export type Question = 'customer' | 'day' | 'products'

export const dayMs = 86_400_000

/** The statement that is in the lesson. */
const createTable = `
  create table if not exists orders (
    id integer primary key,
    email text not null check (email = lower(email)),
    status text not null,
    product text not null check (product = upper(product)),
    placed_at integer not null
  ) strict;`

const manyOrders = 200_000

/** A file of a shop that has had 200,000 orders, from before anybody thought of indexes. */
export function largeFile({ customer, firstDayMs }: { customer: string; firstDayMs: number }) {
  return `${createTable}
    begin;
    insert into orders (email, status, product, placed_at)
    with recursive numbers (n) as (
      select 0 union all select n + 1 from numbers where n < ${manyOrders - 1}
    )
    select iif(n % 4000 = 7, '${customer}', 'c' || (n % 5000) || '@example.com'),
      iif(n % 200 = 3, 'open', 'sent'), 'P-' || (n * 7919 % 100000), ${firstDayMs} + n * 43200
    from numbers;
    commit;`
}

/** Adds orders to the file, all at once. Fails if the table doesn't take all of them. */
export function addOrders(tools: ShopTools, orders: readonly Order[]): void {
  const { change, fail } = tools
  const before = countOrders(tools)
  change(`insert or ignore into orders (email, status, product, placed_at)
    select value ->> 'email', value ->> 'status', value ->> 'product', value ->> 'placedAt'
    from json_each('${JSON.stringify(orders).replaceAll("'", "''")}') order by key`)
  const added = countOrders(tools) - before
  if (added === orders.length) return
  return fail('order-refused', {
    expected: `${orders.length} more orders in the table`, actual: `${added} more`,
  })
}

/** The number of orders in the file. */
export function countOrders({ query }: ShopTools): number {
  const [row] = query('select count(*) as number from orders')
  return Number(row?.['number'])
}

export function customerOf(fresh: Fresh): string {
  return `${fresh.name()}.${fresh.word()}@example.com`.toLowerCase()
}

/** A day in the next years, as a text and as its first millisecond. */
export function dayOf(fresh: Fresh): { day: string; start: number } {
  const start = Date.UTC(2026, 0, 1) + fresh.integer(0, 900) * dayMs
  return { day: new Date(start).toISOString().slice(0, 10), start }
}

export function target(query: Readonly<Record<string, string>>): string {
  return `/orders?${new URLSearchParams(query)}`
}
