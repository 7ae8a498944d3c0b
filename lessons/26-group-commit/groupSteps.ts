// Many votes at once: they share commits, and one that fails doesn't harm the others.

import {
  crowdOf, depthOf, expectAgreement, isConflict, isDone, makeVotes, sendVotes, tellStatus,
  type ElectionTools, type Outcome, type Vote,
} from './votes.ts'

// How the votes arrive is up to the machine, so a crowd has more than one try.
const tries = 3

/** A crowd of votes takes at most half as many commits. */
export async function shareCommits(tools: ElectionTools): Promise<void> {
  const crowd = crowdOf(tools)
  let commits = crowd
  for (let count = 0; count < tries && commits > crowd / 2; count += 1) {
    const votes = makeVotes(tools, crowd)
    let outcomes: readonly Outcome[] = []
    commits = await tools.countCommits(async () => {
      outcomes = await sendVotes(tools, votes)
    })
    const refused = outcomes.find((outcome) => !isDone(outcome))
    if (refused !== undefined) {
      return tools.fail('vote-refused', tellStatus(refused, 'status 201'))
    }
    expectAgreement(tools, outcomes)
  }
  if (commits > crowd / 2) {
    return tools.fail('one-commit-each', {
      expected: `at most ${crowd / 2} commits for ${crowd} votes`, actual: `${commits} commits`,
    })
  }
  if (depthOf(tools) > 1) await sendAsOne(tools)
  expectSafety(tools)
}

// All over one connection, in one piece: so they are there in one turn of Node's event loop.
async function sendAsOne(tools: ElectionTools): Promise<void> {
  const outcomes = await sendVotes(tools, makeVotes(tools, crowdOf(tools)), crowdOf(tools))
  const refused = outcomes.find((outcome) => !isDone(outcome))
  if (refused !== undefined) return tools.fail('vote-refused', tellStatus(refused, 'status 201'))
  expectAgreement(tools, outcomes)
}

// Settings with which a commit doesn't wait, or leaves nothing to recover from; and better ones.
const unsafe: readonly (readonly [form: RegExp, better: string])[] = [
  [/\bpragma\s+(?:\w+\.)?synchronous\s*(?:=|\()\s*['"]?(?:off|normal|0|1)\b/i,
    'pragma synchronous = full'],
  [/\bpragma\s+(?:\w+\.)?journal_mode\s*(?:=|\()\s*['"]?(?:off|memory)\b/i,
    'pragma journal_mode = wal'],
]

// Only the list of the program's statements shows this, and no power cut that a check could make.
function expectSafety(tools: ElectionTools): void {
  for (const event of tools.events()) {
    const found = unsafe.find(([form]) => event.event === 'sql' && form.test(event.sql))
    if (found === undefined || event.event !== 'sql') continue
    return tools.fail('unsafe-setting', {
      expected: found[1], actual: event.sql.trim().slice(0, 200),
    })
  }
}

/** Among the votes that arrive together is a second vote: once first, once last, once between. */
export async function refuseSome(tools: ElectionTools): Promise<void> {
  const { fail, fresh } = tools
  const places = fresh.shuffle([0, 0.5, 1])
  for (const [index, size] of [5, 9, 25].entries()) {
    const [first, ...others] = makeVotes(tools, size)
    if (first === undefined) return
    const [voted] = await sendVotes(tools, [first])
    if (voted === undefined || !isDone(voted)) return fail('vote-refused')
    const place = Math.floor(others.length * (places[index] ?? 0))
    const again = { voter: first.voter, candidate: fresh.pick(['Ada', 'Grace', 'Margaret']) }
    const votes = [...others.slice(0, place), again, ...others.slice(place)]
    judgeSecond(tools, await sendVotes(tools, votes), again)
  }
}

/** Somebody votes twice at once: one of the two votes counts. */
export async function refuseTwin(tools: ElectionTools): Promise<void> {
  const { fail } = tools
  const [first, twin, ...rest] = makeVotes(tools, 5)
  if (first === undefined || twin === undefined) return
  twin.voter = first.voter
  const outcomes = await sendVotes(tools, [first, ...rest, twin])
  const [twins, others] = [true, false].map((isTwin) =>
    outcomes.filter(({ vote }) => (vote.voter === first.voter) === isTwin))
  expectAgreement(tools, others ?? [])
  const refused = twins?.find((outcome) => !isDone(outcome))
  const last = twins?.at(-1)
  if (last === undefined) return
  if (refused === undefined) return fail('failure-swallowed', tellStatus(last, 'status 409'))
  if (twins?.every((outcome) => !isDone(outcome))) {
    return fail('vote-refused', tellStatus(refused, 'status 201 for one of two votes'))
  }
  if (!isConflict(refused)) return fail('server-blamed', tellStatus(refused, 'status 409'))
  const harmed = others?.find((outcome) => !isDone(outcome))
  if (harmed === undefined) return
  return fail('one-failure-undoes-all', tellStatus(harmed, 'status 201, as without the other'))
}

function judgeSecond(tools: ElectionTools, outcomes: readonly Outcome[], again: Vote): void {
  const { fail } = tools
  const second = outcomes.find(({ vote }) => vote === again)
  const others = outcomes.filter((outcome) => outcome !== second)
  const refused = others.find((outcome) => !isDone(outcome))
  if (second === undefined) return
  if (isDone(second) && refused !== undefined) {
    return fail('wrong-client', tellStatus(refused, 'status 201, as for every new voter'))
  }
  expectAgreement(tools, others)
  if (isDone(second)) return fail('failure-swallowed', tellStatus(second, 'status 409'))
  if (refused !== undefined) {
    return fail('one-failure-undoes-all', tellStatus(refused, 'status 201, as without the other'))
  }
  if (!isConflict(second)) return fail('server-blamed', tellStatus(second, 'status 409'))
}
