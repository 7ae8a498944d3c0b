// Many who want one name at the same time, and another program that is a moment faster.

import { DatabaseSync } from 'node:sqlite'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import {
  follow, isSameUrl, locationOf, postLink, postPlan, targetOf,
} from '../29-create-and-redirect/client.ts'
import type { SlugTools } from './findings.ts'

// Of how many requests for a name: the first few race, all later ones find it taken.
const crowds = [5, 5, 5, 200]
// Some servers keep only a few connections waiting, and turn others away for a second.
const atOnce = 5
// How long the program has to sleep before the check takes it for waiting.
const waitsMs = 50

/** Sends requests for one name at the same time, and does so for several names. */
export async function makeAtOnce(tools: SlugTools): Promise<void> {
  for (const requests of crowds) await raceFor(tools, requests)
}

// Five requests at a time.
async function raceFor(tools: SlugTools, requests: number): Promise<void> {
  const { fresh, fail } = tools
  const before = countLinks(tools)
  const slug = `${fresh.word()}-${fresh.word()}`
  const sent: { target: string; exchange: HttpExchange }[] = []
  while (sent.length < requests) {
    const targets = Array.from({ length: atOnce }, () => targetOf(fresh))
    sent.push(...await Promise.all(targets.map(async (target) =>
      ({ target, exchange: await postLink(tools, { target, slug }) }))))
  }
  const [winner, ...others] = sent.filter(({ exchange }) => exchange.answer.status === 201)
  const [second] = others
  if (second !== undefined) {
    const actual = `${others.length + 1} requests for ${slug} got a 201`
    return fail('taken-twice', { exchange: second.exchange, expected: 'one 201', actual })
  }
  for (const { exchange } of sent) {
    if (exchange !== winner?.exchange) expectTaken(tools, exchange, 'taken-twice')
  }
  const after = countLinks(tools)
  if (after !== before + 1) {
    const [expected, actual] = [`${before + 1} links`, `${after} links`]
    return fail('stored-after-refusal', { expected, actual })
  }
  const exchange = await follow(tools, slug)
  if (winner !== undefined && isSameUrl(locationOf(exchange), winner.target)) return
  fail('overwritten', {
    exchange, mark: 'status-line', expected: `302 to ${winner?.target}, which got the 201`,
    actual: `${exchange.answer.status} to ${locationOf(exchange) ?? 'no Location'}`,
  })
}

/** The number of rows in the table. */
export function countLinks({ query }: SlugTools): number {
  return Number(query('select count(*) as count from links')[0]?.['count'])
}

/**
 * Takes a name in a transaction, and commits when the program has had time to look whether the name
 * is free. It still looks free, because the row isn't committed, and then the program's insert has
 * to wait for the transaction.
 */
export async function loseRace(tools: SlugTools): Promise<void> {
  const { fresh, fail, database } = tools
  const slug = `${fresh.word()}-${fresh.word()}`
  const target = targetOf(fresh)
  const other = new DatabaseSync(database, { timeout: 2_000 })
  try {
    other.exec('begin immediate')
    other.prepare('insert into links (slug, target, created_at) values (?, ?, ?)')
      .run(slug, target, Date.now())
    const connection = await tools.connect()
    const plan = postPlan({ target: targetOf(fresh), slug })
    connection.write(formatRequest(plan, `localhost:${tools.port}`))
    await connection.untilRead(waitsMs)
    other.exec('commit')
    const outcome = await receiveAnswer(connection, plan)
    if (!('answer' in outcome)) return fail(outcome.id, { exchange: connection, ...outcome })
    const { turns } = connection
    const exchange = { turns, request: '', answer: outcome.answer }
    if (exchange.answer.status !== 409) {
      return fail('looked-first', {
        exchange, mark: 'status', expected: '409', actual: String(exchange.answer.status),
      })
    }
  } finally {
    other.close()
  }
}

/** Makes each insert fail for another reason than a slug that is taken: an integer overflow. */
export async function breakInserts(tools: SlugTools): Promise<void> {
  const { fresh, fail, change } = tools
  const slug = `${fresh.word()}-${fresh.word()}`
  change(`create trigger broken before insert on links begin
    select abs(-9223372036854775807 - 1);
  end`)
  const exchange = await postLink(tools, { target: targetOf(fresh), slug })
  change('drop trigger broken')
  const { status } = exchange.answer
  if (status >= 500) return
  fail('not-a-conflict', { exchange, mark: 'status', expected: '500', actual: String(status) })
}

/** Fails unless a name was refused because another link has it; `id` is for one that was given. */
export function expectTaken(
  { fail }: SlugTools, exchange: HttpExchange, id: 'taken-twice' | 'case-matters',
): void {
  const { status } = exchange.answer
  if (status === 409) return
  fail(status < 300 ? id : status < 500 ? 'not-409' : 'conflict-is-500', {
    exchange, mark: 'status', expected: '409', actual: String(status),
  })
}
