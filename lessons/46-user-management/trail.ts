// What is in the audit trail: rows that came since a moment, and what a check expects of them.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Row } from '../../src/course/check/check.ts'
import { failEarlier, type UserTools } from './tools.ts'

export type Happened = {
  action: string
  /** Who may be named as the one who did it; null is a stranger. */
  actors: readonly (number | null)[]
  user: number | null
}

const secondsApart = 60

/** Gives the id of the newest event. */
export function readLast({ query }: UserTools): number {
  return Number(query('select max(id) as last from audit_events')[0]?.['last'] ?? 0)
}

function readNewest({ query }: UserTools): Row | undefined {
  return query('select * from audit_events order by id desc limit 1')[0]
}

/** Reads the events after this one. */
export function readSince({ query }: UserTools, last: number): readonly Row[] {
  return query('select * from audit_events where id > ? order by id', last)
}

/** Fails unless a request wrote this event, and none of the others that are named. */
export async function expectEvent(
  tools: UserTools, { action, actors, user }: Happened, send: () => Promise<HttpExchange>,
): Promise<HttpExchange> {
  const before = readNewest(tools)
  const exchange = await send()
  const all = readSince(tools, Number(before?.['id'] ?? 0) - 1)
  if (before !== undefined) expectAmong(tools, exchange, [before], all)
  const events = all.filter((event) =>
    event['action'] === action && event['id'] !== before?.['id'])
  const who = actors.map(String).join(' or ')
  const expected = `a new row of audit_events with action ${action}, actor ${who}`
    + ` and user ${user}`
  if (events.length === 0) {
    // Then it didn't happen, and the trail is right.
    if (exchange.answer.status >= 400 && action !== 'sign-in-refused') {
      failEarlier(tools, exchange, `a request that is right: ${action}`)
    }
    return tools.fail('audit-missing', { exchange, expected, actual: 'There is no such row' })
  }
  const isRight = events.some((event) => event['user'] === user
    && actors.some((actor) => event['actor'] === actor) && isNow(event['at']))
  if (!isRight) {
    tools.fail('audit-wrong', {
      exchange, expected: `${expected}, and at is about ${Date.now()}`,
      actual: JSON.stringify(events),
    })
  }
  expectOnce(tools, exchange, events)
  return exchange
}

/** Fails if what happened once is written twice. */
export function expectOnce(tools: UserTools, exchange: HttpExchange, events: readonly Row[]): void {
  if (events.length === 1) return
  tools.fail('audit-false', {
    exchange, expected: 'one row: it happened once', actual: JSON.stringify(events),
  })
}

/** Fails if a request that changed nothing wrote that it did. */
export async function expectNoEvent(
  tools: UserTools, actions: readonly string[], send: () => Promise<HttpExchange>,
): Promise<HttpExchange> {
  const last = readLast(tools)
  const exchange = await send()
  const event = readSince(tools, last).find(({ action }) => actions.includes(String(action)))
  // What did happen is a mistake of another kind.
  if (event === undefined || exchange.answer.status < 400) return exchange
  return tools.fail('audit-false', {
    exchange, expected: `no row with action ${actions.join(' or ')}`,
    actual: JSON.stringify(event),
  })
}

/** Fails if a request that went well wrote that something else happened, too. */
export function expectUnwritten(
  tools: UserTools, exchange: HttpExchange,
  { action, last, reason }: { action: string; last: number; reason: string },
): void {
  const early = readSince(tools, last).find((event) => event['action'] === action)
  if (early === undefined) return
  tools.fail('audit-false', {
    exchange, expected: `no row with action ${action}: ${reason}`,
    actual: JSON.stringify(early),
  })
}

/** Fails if events that were there have changed, or are gone. */
export function expectKept(tools: UserTools, exchange: HttpExchange, before: readonly Row[]): void {
  expectAmong(tools, exchange, before, readSince(tools, Number(before[0]?.['id'] ?? 1) - 1))
}

function expectAmong(
  tools: UserTools, exchange: HttpExchange, before: readonly Row[], all: readonly Row[],
): void {
  const after = new Set(all.map((event) => JSON.stringify(event)))
  const lost = before.map((event) => JSON.stringify(event)).find((event) => !after.has(event))
  if (lost === undefined) return
  tools.fail('audit-changed', { exchange, expected: `${lost} stays`, actual: 'It is gone' })
}

function isNow(at: unknown): boolean {
  return typeof at === 'number' && Math.abs(Date.now() - at) < secondsApart * 1_000
}
