// Sends many votes at once, and looks for them in the file.

import { setTimeout as pause } from 'node:timers/promises'
import type { Evidence, Tools } from '../../src/course/check/check.ts'
import { whileLocked } from '../../src/course/check/databaseLock.ts'
import { readAnswer, toAnswer, type HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { toByteText } from '../../src/course/check/report.ts'
import { formatRequest } from '../../src/course/check/request.ts'
import { isRefused as isNotListening } from '../../src/course/check/session.ts'
import type { Id } from './findings.ts'

export type ElectionTools = Tools<Id>
export type Vote = { voter: string; candidate: string }

/** A vote and its response. */
export type Outcome = { vote: Vote; exchange: HttpExchange }

const candidates = ['Ada', 'Grace', 'Margaret']
/** How long a response may take: a commit waits for the disk, and a write for the lock. */
export const patienceMs = 5_000

const acceptMs = 5

/** Makes votes of new voters. */
export function makeVotes({ fresh }: Pick<ElectionTools, 'fresh'>, count: number): Vote[] {
  const run = fresh.word()
  return Array.from({ length: count }, (_, index) => ({
    voter: `${run} ${index} ${fresh.name()} O'${fresh.foreignText()}`,
    candidate: fresh.pick(candidates),
  }))
}

/**
 * How many requests are sent over one connection without waiting. Node's server reads them in one
 * turn of the event loop; many others read one request after the other.
 */
export function depthOf({ events }: Pick<ElectionTools, 'events'>): number {
  return events().length > 0 ? 5 : 1
}

/** How many votes a crowd sends. Servers with a thread for each connection get a smaller one. */
export function crowdOf(tools: Pick<ElectionTools, 'events'>): number {
  return depthOf(tools) > 1 ? 100 : 30
}

/** Sends votes at the same time, and waits for all responses. */
export async function sendVotes(
  tools: ElectionTools, votes: readonly Vote[], depth = depthOf(tools),
): Promise<readonly Outcome[]> {
  const senders = await writeVotes(tools, votes, depth)
  const outcomes: Outcome[] = []
  for (const { connection, own } of senders) {
    await connection.waitFor((bytes) => readAll(bytes, own).length === own.length, patienceMs)
    const received = outcomesOf({ connection, own })
    outcomes.push(...received)
    const missing = own.length - received.length
    if (missing === 0) continue
    if (connection.ending !== undefined) {
      return tools.fail('closed-without-answer', { exchange: connection })
    }
    return tools.fail('never-settled', {
      exchange: connection, expected: 'a response to each vote',
      actual: `no response to ${missing} of ${own.length} votes after five seconds`,
    })
  }
  return outcomes
}

export type Sender = { connection: RawConnection; own: readonly Vote[] }

/** Sends votes at the same time, and waits for nothing. */
export async function writeVotes(
  tools: ElectionTools, votes: readonly Vote[], depth = depthOf(tools),
): Promise<readonly Sender[]> {
  const groups = Array.from({ length: Math.ceil(votes.length / depth) }, (_, index) =>
    votes.slice(index * depth, (index + 1) * depth))
  const senders: Sender[] = []
  for (const own of groups) {
    const connection = await tools.connect()
    if (isNotListening(connection)) return tools.fail('stopped-listening')
    senders.push({ connection, own })
    // Some servers have room for only five connections that they haven't accepted yet.
    if (depth === 1) await pause(acceptMs)
  }
  for (const { connection, own } of senders) {
    connection.write(Buffer.concat(own.map((vote, index) =>
      formatVote(vote, index === own.length - 1))))
  }
  return senders
}

function formatVote(vote: Vote, isLast: boolean): Uint8Array {
  return formatRequest({
    method: 'POST', target: '/votes', body: JSON.stringify(vote),
    headers: [
      ['Content-Type', 'application/json'], ['Connection', isLast ? 'close' : 'keep-alive'],
    ],
  }, 'localhost')
}

/** The responses that have come so far, each with its vote. */
export function outcomesOf({ connection, own }: Sender): Outcome[] {
  return readAll(connection.received, own)
}

function readAll(bytes: string, own: readonly Vote[]): Outcome[] {
  const outcomes: Outcome[] = []
  let rest = bytes
  for (const vote of own) {
    const reading = readAnswer(rest, 'POST', false)
    if (reading.state !== 'whole') break
    const { end } = reading.message
    const request = toByteText(formatVote(vote, false))
    outcomes.push({
      vote,
      exchange: {
        request, answer: toAnswer(reading.message),
        turns: [
          { direction: 'sent', bytes: request },
          { direction: 'received', bytes: rest.slice(0, end) },
        ],
      },
    })
    rest = rest.slice(end)
  }
  return outcomes
}

export function isDone({ exchange: { answer: { status } } }: Outcome): boolean {
  return status >= 200 && status < 300
}

export function isConflict({ exchange: { answer: { status } } }: Outcome): boolean {
  return status >= 400 && status < 500
}

/** The names of all voters in the file. */
export function storedVoters({ query }: Pick<ElectionTools, 'query'>): ReadonlySet<unknown> {
  return new Set(query('select name from voters').map(({ name }) => name))
}

export type Disagreement = { lost: Id; kept: Id }

/**
 * What was acknowledged is in the file, what was refused isn't, and the votes fit the voters. If
 * not, `lost` or `kept` is what that's called.
 */
export function expectAgreement(
  tools: ElectionTools, outcomes: readonly Outcome[],
  { lost = 'response-before-commit', kept = 'stored-but-refused' }: Partial<Disagreement> = {},
): void {
  const stored = storedVoters(tools)
  for (const outcome of outcomes) {
    const { vote: { voter }, exchange } = outcome
    const { status } = exchange.answer
    if (isDone(outcome) && !stored.has(voter)) {
      return tools.fail(lost, tellLost(outcome))
    }
    if (!isDone(outcome) && stored.has(voter)) {
      return tools.fail(kept, {
        exchange, mark: 'status', expected: `no row for ${voter} in the table voters`,
        actual: `status ${status}, and the row is there`,
      })
    }
  }
  expectFit(tools, outcomes.find((outcome) => !isDone(outcome)) ?? outcomes.at(-1))
}

function tellLost({ vote, exchange }: Outcome): Evidence {
  return {
    exchange, mark: 'status', expected: `${vote.voter} in the table voters`,
    actual: `status ${exchange.answer.status}, and no such row`,
  }
}

/** Each candidate has as many votes as there are voters. */
function expectFit(tools: ElectionTools, outcome: Outcome | undefined): void {
  const rows = tools.query(`select name, votes,
    (select count(*) from voters where candidate = candidates.name) as voters from candidates`)
  const wrong = rows.find(({ votes, voters }) => votes !== voters)
  if (wrong === undefined) return
  return tools.fail('half-a-write', {
    exchange: outcome?.exchange, expected: `${wrong['voters']} votes for ${wrong['name']}`,
    actual: `${wrong['votes']} votes`,
  })
}

/** Says which status should have come. */
export function tellStatus({ exchange }: Outcome, expected: string): Evidence {
  const { status } = exchange.answer
  return { exchange, mark: 'status', expected, actual: `status ${status}` }
}

/** Sends one vote, which must be stored, because nothing is wrong with it. */
export async function expectVote(
  tools: ElectionTools, id: 'vote-refused' | 'left-open',
): Promise<void> {
  const outcomes = await sendVotes(tools, makeVotes(tools, 1))
  const refused = outcomes.find((outcome) => !isDone(outcome))
  if (refused !== undefined) return tools.fail(id, tellStatus(refused, 'status 201'))
  const stored = storedVoters(tools)
  const missing = outcomes.find(({ vote }) => !stored.has(vote.voter))
  if (missing === undefined) return expectAgreement(tools, outcomes)
  // If no transaction is open, the commit just came later than the response.
  const isOpen = await whileLocked(tools.database, [], async () => true) === undefined
  return tools.fail(id === 'left-open' && isOpen ? id : 'response-before-commit', tellLost(missing))
}
