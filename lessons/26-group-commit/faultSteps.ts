// What makes a whole transaction fail: the lock of another program, an error that rolls everything
// back, and an error of the commit itself.

import { whileLocked } from '../../src/course/check/databaseLock.ts'
import {
  crowdOf, depthOf, expectAgreement, expectVote, isConflict, isDone, makeVotes, outcomesOf,
  patienceMs, sendVotes, storedVoters, tellStatus, writeVotes, type ElectionTools, type Outcome,
} from './votes.ts'

// Votes that got a 503 and weren't sent again, by the file: a program may still keep them.
const refused = new Map<string, readonly Outcome[]>()

const server = 'status 503, or another 5xx'

/** Another program writes for longer than a write waits. */
export async function holdLock(tools: ElectionTools): Promise<void> {
  const votes = makeVotes(tools, 4)
  const outcomes = await whileLocked(tools.database, [], () => sendVotes(tools, votes))
  if (outcomes === undefined) return tools.fail('left-open')
  const early = outcomes.find(isDone)
  if (early !== undefined) {
    return tools.fail('response-before-commit', {
      ...tellStatus(early, server),
      actual: `status ${early.exchange.answer.status} while nobody could write to the file`,
    })
  }
  const blamed = outcomes.find(isConflict)
  if (blamed !== undefined) return tools.fail('client-blamed', tellStatus(blamed, server))
  await expectVote(tools, 'left-open')
  expectAgreement(tools, outcomes)
  const kept = outcomes.length / 2
  refused.set(tools.database, outcomes.slice(0, kept))
  const again = (await sendVotes(tools, votes.slice(kept))).filter((outcome) => !isDone(outcome))
  // A failed attempt can also have been stored later.
  expectAgreement(tools, again)
  if (again[0] === undefined) return
  return tools.fail('retry-refused', tellStatus(again[0], 'status 201'))
}

/** One of the votes that come together makes a statement, everything, or the commit fail. */
export async function meetFaults(tools: ElectionTools): Promise<void> {
  tools.change(`create table election_guard (
    voter text references voters (name) deferrable initially deferred)`)
  await meetFault(tools, "select raise(abort, 'No ink')", 'response-before-commit')
  // This breaks a rule that is only looked at when the transaction is committed.
  await meetFault(tools, "insert into election_guard values ('nobody')", 'response-before-commit')
  await meetFault(tools, "select raise(rollback, 'The disk is full')", 'undone-but-acknowledged')
}

async function meetFault(
  tools: ElectionTools, action: string, lost: 'response-before-commit' | 'undone-but-acknowledged',
): Promise<void> {
  const isAlone = action.includes('abort')
  const votes = makeVotes(tools, 9)
  const fault = votes[4]?.voter ?? ''
  const name = `fault_${tools.fresh.word()}`
  tools.change(`create trigger ${name} after insert on voters
    when new.name = '${fault.replaceAll("'", "''")}' begin ${action}; end`)
  // All of them over one connection, where that helps: so they are in one transaction.
  const outcomes = await sendVotes(tools, votes, depthOf(tools) > 1 ? votes.length : 1)
  expectAgreement(tools, outcomes, { lost })
  judgeFault(tools, outcomes, { fault, isAlone })
  await expectVote(tools, 'left-open')
  expectAgreement(tools, outcomes, { lost })
}

function judgeFault(
  { fail }: ElectionTools, outcomes: readonly Outcome[],
  { fault, isAlone }: { fault: string; isAlone: boolean },
): void {
  for (const outcome of outcomes) {
    const isFault = outcome.vote.voter === fault
    if (isAlone && !isFault && !isDone(outcome)) {
      return fail('one-failure-undoes-all', tellStatus(outcome, 'status 201'))
    }
  }
}

/** Kills the program as soon as it has acknowledged something. */
export async function killInTheMiddle(tools: ElectionTools): Promise<void> {
  const late = refused.get(tools.database) ?? []
  refused.delete(tools.database)
  expectAgreement(tools, late)
  const senders = await writeVotes(tools, makeVotes(tools, crowdOf(tools)))
  await Promise.race(senders.map((sender) =>
    sender.connection.waitFor(() => outcomesOf(sender).length > 0, patienceMs)))
  await tools.kill()
  for (const { connection } of senders) await connection.waitForEnd()
  const acknowledged = senders.flatMap(outcomesOf).filter(isDone)
  await tools.start()
  const exchange = await tools.send({ target: '/candidates' })
  expectAgreement(tools, [...acknowledged, ...late])
  const given = exchange.answer.json()
  const told = Array.isArray(given)
    ? given.map((each: unknown) => Number(Reflect.get(Object(each), 'votes'))) : []
  const total = told.reduce((sum, votes) => sum + votes, 0)
  if (total !== storedVoters(tools).size) {
    return tools.fail('half-a-write', {
      exchange, expected: `${storedVoters(tools).size} votes`, actual: `${total} votes`,
    })
  }
  await expectVote(tools, 'vote-refused')
}
