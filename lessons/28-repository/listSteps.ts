// The same requests for both stores: tickets are added, found, listed, searched, abbreviated and
// changed, and each response is compared with what both stores have to give.

import type { Fresh } from '../../src/course/check/fresh.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isRecord } from '../../src/basics/check.ts'
import type { Client, Ticket } from './tickets.ts'

/** Sends them. What is in the store before must be empty. */
export async function useStore(client: Client, fresh: Fresh): Promise<void> {
  const tickets = await addTickets(client, fresh)
  // Twice, because reading must not change anything.
  for (const begin of [1, 3]) {
    await judgeEach(client, tickets, begin)
    await judgeList(client, tickets)
  }
  await judgeSearch(client, tickets, fresh)
  await judgeCopies(client, tickets)
  await judgeChange(client, tickets)
  await judgeMissing(client, tickets)
  client.refuseFile()
}

async function addTickets(client: Client, fresh: Fresh): Promise<Ticket[]> {
  // The ids of a ticket and of its assignee differ. Two people have the same name.
  const people = []
  const twin = `Zoë O'${fresh.name()} ${fresh.word()}`
  for (const name of [`${fresh.name()} ${fresh.word()}`, fresh.foreignText(), twin, twin]) {
    people.push(await client.addPerson(name))
  }
  const [, ana = null, bob = null, cleo = null] = people
  const word = fresh.word()
  const twice = fresh.word()
  const tickets = []
  for (const [title, assignee] of [
    [`Paint the ${word} (100%)`, cleo], [`paint 100 ${word}s`, null],
    [`${fresh.foreignText()} '" \\ _`, ana], [`100 PAINT_${word}`, cleo],
    [twice, bob], [twice, ana], [twice, ana],
  ] as const) tickets.unshift(await client.addTicket(title, assignee))
  return tickets
}

async function judgeEach(client: Client, tickets: readonly Ticket[], begin: number): Promise<void> {
  const assigned = tickets.filter(({ assignee }) => assignee !== null)
  const isMixedUp = assigned.every(({ id, assignee }) => id === assignee?.id)
  for (const ticket of tickets.slice(begin, begin + 2)) {
    const exchange = await client.request('GET', `/tickets/${ticket.id}`)
    if (isMixedUp) {
      return client.fail('ids-mixed-up', exchange, {
        expected: 'an id of its own for each ticket',
        actual: `the ids of the people: ${assigned.map(({ id }) => id).join(', ')}`,
      })
    }
    if (exchange.answer.status !== 200) return client.fail('not-stored', exchange)
    client.judgeTicket(exchange, exchange.answer.json(), ticket)
  }
}

async function judgeList(client: Client, tickets: readonly Ticket[]): Promise<void> {
  const exchange = await client.request('GET', '/tickets')
  const ids = idsOf(exchange)
  const wanted = tickets.map(({ id }) => id)
  const evidence = {
    expected: `the tickets ${wanted.join(', ')}, in this order`, actual: ids?.join(', '),
  }
  if (ids === undefined) return client.fail('wrong-list', exchange)
  const told = { ...evidence, actual: ids.join(', ') }
  const lost = tickets.filter(({ id }) => !ids.includes(id))
  if (lost.length > 0 && lost.every(({ assignee }) => assignee === null)) {
    return client.fail('unassigned-lost', exchange, told)
  }
  if (String(ids.toSorted(byNumber)) === String(wanted.toSorted(byNumber))) {
    if (String(ids) !== String(wanted)) return client.fail('order-differs', exchange, told)
  } else if (wanted.some((id) => !ids.includes(id)) || ids.length !== wanted.length) {
    return client.fail('wrong-list', exchange, told)
  }
  judgeRows(client, exchange, tickets)
}

async function judgeSearch(
  client: Client, tickets: readonly Ticket[], fresh: Fresh,
): Promise<void> {
  const name = tickets.find(({ assignee }) => assignee !== null)?.assignee?.fullName ?? ''
  const searches = ['100%', 'paint', '100 paint', 'p?int', '_', `'" \\`, name]
  for (const words of fresh.shuffle(searches)) {
    const found = tickets.filter(({ title }) => title.includes(words))
    const exchange = await client.request('GET', `/tickets?words=${encodeURIComponent(words)}`)
    const ids = idsOf(exchange)
    const told = {
      expected: `for ${words}: ${JSON.stringify(found.map(({ title }) => title))}`,
      actual: exchange.answer.text,
    }
    if (ids === undefined) return client.fail('wrong-list', exchange, told)
    const surplus = ids.filter((id) => !found.some((ticket) => ticket.id === id))
    if (surplus.length > 0) return client.fail('search-by-likeness', exchange, told)
    if (ids.length < found.length) return client.fail('wrong-list', exchange, told)
    const isOrdered = found.every(({ id }, index) => ids[index] === id)
    if (!isOrdered) return client.fail('order-differs', exchange, told)
  }
}

// The handler for `short` changes the tickets that it gets.
async function judgeCopies(client: Client, tickets: readonly Ticket[]): Promise<void> {
  for (const target of [`/tickets/${tickets[1]?.id}?short=1`, '/tickets?short=1']) {
    const short = await client.request('GET', target)
    if (short.answer.status !== 200) return client.fail('wrong-list', short)
    const exchange = await client.request('GET', '/tickets')
    const list: unknown = exchange.answer.json()
    const texts = JSON.stringify(list) ?? ''
    const changed = tickets.find(({ title, assignee }) => [title, assignee?.fullName ?? title]
      .some((text) => !texts.includes(JSON.stringify(text))))
    if (changed !== undefined) {
      const row = Array.isArray(list)
        ? list.find((each) => isRecord(each) && each['id'] === changed.id) : undefined
      return client.fail('shared-object', exchange, {
        expected: `after GET ${target}, still ${JSON.stringify(changed)}`,
        actual: JSON.stringify(row) ?? exchange.answer.text,
      })
    }
    judgeRows(client, exchange, tickets)
  }
}

async function judgeChange(client: Client, tickets: readonly Ticket[]): Promise<void> {
  const ticket = tickets[2]
  if (ticket === undefined) return
  // Also the value that it has already.
  for (const isDone of [true, true, false]) {
    const target = `/tickets/${ticket.id}`
    ticket.isDone = isDone
    const told = {
      expected: `isDone is ${isDone} for ticket ${ticket.id}, and as before for the others`,
    }
    const changed = await client.request('PATCH', target, { isDone })
    const read = await client.request('GET', '/tickets')
    const list: unknown = read.answer.json()
    const rows: unknown[] = Array.isArray(list) ? list : []
    const isChanged = tickets.every(({ id, isDone: wanted }) =>
      rows.some((row) => isRecord(row) && row['id'] === id && row['isDone'] === wanted))
    const value: unknown = changed.answer.json()
    if (!isRecord(value) || value['isDone'] === !isDone || changed.answer.status !== 200) {
      return client.fail('wrong-change', changed, told)
    }
    client.judgeTicket(changed, value, ticket)
    if (!isChanged) return client.fail('wrong-change', read, told)
  }
}

async function judgeMissing(client: Client, tickets: readonly Ticket[]): Promise<void> {
  for (const exchange of [
    await client.request('GET', '/tickets/999999'),
    await client.request('PATCH', '/tickets/999999', { isDone: true }),
  ]) {
    if (exchange.answer.status === 404) continue
    return client.fail('missing-not-404', exchange, { mark: 'status', expected: 'a 404' })
  }
  // Both stores have the same handlers.
  if (client.store === 'sqlite') await refuseOddIds(client, tickets)
  const orphan = { title: 'For nobody', assigneeId: 999_999 }
  const refused = await client.request('POST', '/tickets', orphan)
  if (refused.answer.status !== 422) {
    return client.fail('unknown-person', refused, { mark: 'status', expected: 'a 422' })
  }
  const exchange = await client.request('GET', '/tickets')
  if (idsOf(exchange)?.length !== tickets.length) {
    return client.fail('unknown-person', exchange, { expected: `still ${tickets.length} tickets` })
  }
}

// What only begins with an id, or is one only for some languages, is the id of no ticket.
async function refuseOddIds(client: Client, tickets: readonly Ticket[]): Promise<void> {
  const id = tickets.find(({ isDone }) => !isDone)?.id ?? 1
  for (const odd of [`${id}abc`, `${id}e0`, `${id}.0`, `0x${id.toString(16)}`]) {
    for (const method of ['GET', 'PATCH']) {
      const body = method === 'PATCH' ? { isDone: true } : undefined
      const exchange = await client.request(method, `/tickets/${odd}`, body)
      const { status } = exchange.answer
      if (status >= 400 && status < 500) continue
      client.fail('odd-id-accepted', exchange, {
        mark: 'status', expected: 'a 404', actual: `the status ${status}`,
      })
    }
  }
  judgeRows(client, await client.request('GET', '/tickets'), tickets)
}

/** Adds tickets at once, so that some of them have the same time, and judges their order. */
export async function judgeCrowd(client: Client, fresh: Fresh): Promise<void> {
  await Promise.all(Array.from({ length: 12 }, () => client.addTicket(fresh.word(), null)))
  const exchange = await client.request('GET', '/tickets')
  const list: unknown = exchange.answer.json()
  const rows = Array.isArray(list) ? list.filter(isRecord) : []
  const tickets = rows.map(({ id, createdAt }) => ({ id: Number(id), time: Number(createdAt) }))
    .toSorted((one, other) => other.time - one.time || other.id - one.id)
  judgeOrder(client, exchange, tickets.map(({ id }) => id))
}

/** Judges a list by the ids that it should have, the newest first. */
export function judgeOrder(
  client: Client, exchange: HttpExchange, wanted: readonly number[],
): void {
  const ids = idsOf(exchange) ?? []
  if (String(ids) === String(wanted)) return
  const isWhole = String(ids.toSorted(byNumber)) === String(wanted.toSorted(byNumber))
  client.fail(isWhole ? 'order-differs' : 'wrong-list', exchange, {
    expected: `the newest first; the greater id, if the times are the same: ${wanted.join(', ')}`,
    actual: ids.join(', '),
  })
}

function judgeRows(client: Client, exchange: HttpExchange, tickets: readonly Ticket[]): void {
  const list: unknown = exchange.answer.json()
  if (!Array.isArray(list)) return
  for (const [index, ticket] of tickets.entries()) client.judgeTicket(exchange, list[index], ticket)
}

/** Gives the ids of a list in their order; undefined if the response isn't a list. */
function idsOf({ answer }: HttpExchange): readonly number[] | undefined {
  const list: unknown = answer.json()
  if (answer.status !== 200 || !Array.isArray(list)) return undefined
  return list.map((each: unknown) => (isRecord(each) ? Number(each['id']) : NaN))
}

function byNumber(one: number, other: number): number {
  return one - other
}
