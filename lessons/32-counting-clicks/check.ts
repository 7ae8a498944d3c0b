// Visits links as people and as programs, kills the program in the middle of many clicks, and
// looks for IP addresses in its file.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { readIfThere } from '../../src/course/check/readIfThere.ts'
import {
  follow, isSameUrl, locationOf, makeLink, redirectStatuses, targetOf, type MadeLink,
} from '../29-create-and-redirect/client.ts'
import { formatCounts, formatNumber, readCounts, type ClickTools, type Counts } from './counts.ts'
import { surviveCrash, waitForLock } from './crashSteps.ts'
import { findings } from './findings.ts'
import { checkLimits, limitRobots, takeLastVisit, useUp } from './limitSteps.ts'
import { keepOldFile } from './oldFileStep.ts'
import {
  headRequest, nameless, people, personFrom, prefetches, purposeful, robots, type Visitor,
} from './visitors.ts'

type Id = keyof typeof findings

// On a busy machine, a hundred requests take their time.
const patience = { deadlineMs: 30_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('People are counted, and robots apart from them', keepingConnection(countVisitors),
      { deadlineMs: 60_000 }),
    step('A visit limit is a whole number', keepingConnection(checkLimits), patience),
    step('A link with a limit stops there, even with fifty visitors at once', useUp, patience),
    step('Robots neither use up a limit nor get past it', keepingConnection(limitRobots), patience),
    step('Totals are read, not counted anew', readTotals, patience),
    step('No IP address is stored', findAddresses, patience),
    step('Another program counts the last visit just before yours', takeLastVisit, patience),
    step('A response is sent after the click is stored', waitForLock, patience),
    step('Links from before this lesson are counted, too', keepOldFile, patience),
    step('No click is lost in a crash', surviveCrash, { deadlineMs: 60_000, onDemand: true }),
  ],
})

async function countVisitors(tools: ClickTools): Promise<void> {
  const { fresh, send } = tools
  const [link, bystander] = [
    await makeLink(tools, { target: targetOf(fresh) }),
    // With a limit: a where clause that has an "or" in it can mean all of these links.
    await makeLink(tools, { target: targetOf(fresh), visitLimit: 1_000 }),
  ]
  expectNumbers(tools, link)
  const counts: Counts = { clicks: 0, robots: 0 }
  const expectCounts = async (id: Id) => {
    const found = await readCounts(tools, link.slug)
    if (formatCounts(found) === formatCounts(counts)) return
    tools.fail(id, { expected: formatCounts(counts), actual: formatCounts(found) })
  }
  // Requests to the API aren't visits: this sends two.
  await expectCounts('others-counted')
  await expectCounts('others-counted')
  const first = await expectUnlimited(tools, link)
  counts.clicks += 1
  await judgeCounts(tools, link.slug, {
    id: 'person-not-counted', kind: 'clicks', exchange: first, counts,
  })
  const groups: readonly [Id, keyof Counts, readonly Visitor[]][] = [
    ['person-not-counted', 'clicks', people(fresh)],
    ['purpose-misread', 'clicks', [purposeful(fresh)]],
    ['robot-counted-as-person', 'robots', robots(fresh)],
    ['nameless-counted-as-person', 'robots', nameless()],
    ['prefetch-counted-as-person', 'robots', prefetches(fresh)],
    ['head-counted-as-person', 'robots', [headRequest()]],
  ]
  for (const [id, kind, visitors] of groups) {
    for (const visitor of visitors) {
      await expectCounted(tools, link.slug, { id, kind, visitor, counts })
    }
  }
  await send({ target: `/${fresh.word()}${fresh.word()}x` })
  await expectCounts('others-counted')
  const shown = await send({ target: `/api/links/${bystander.slug}` })
  const other = await readCounts(tools, bystander.slug)
  if (other.clicks + other.robots === 0) return
  tools.fail('others-counted', {
    exchange: shown, mark: 'body', expected: '0 for a link that nobody followed',
    actual: formatCounts(other),
  })
}

// Null compared with a number is neither true nor false.
async function expectUnlimited(
  tools: ClickTools, { slug, target }: MadeLink,
): Promise<HttpExchange> {
  const exchange = await follow(tools, slug)
  if (exchange.answer.status === 410) {
    return tools.fail('used-up-without-limit', {
      exchange, mark: 'status', expected: '302', actual: '410',
    })
  }
  if (isSameUrl(locationOf(exchange), target)) return exchange
  return tools.fail('link-not-followed', {
    exchange, expected: `302, and Location: ${target}`,
    actual: `${exchange.answer.status}, and ${locationOf(exchange) ?? 'no Location'}`,
  })
}

// The response to the POST shows the numbers, too.
function expectNumbers({ fail }: ClickTools, { exchange }: MadeLink): void {
  const body: unknown = exchange.answer.json()
  const { clicks, robots } = { clicks: undefined, robots: undefined, ...Object(body) }
  if (clicks === 0 && robots === 0) return
  fail('counts-missing', {
    exchange, mark: 'body', expected: '"clicks": 0 and "robots": 0',
    actual: JSON.stringify({ clicks, robots }),
  })
}

async function expectCounted(
  tools: ClickTools, slug: string,
  { id, kind, visitor, counts }: { id: Id; kind: keyof Counts; visitor: Visitor; counts: Counts },
): Promise<void> {
  const exchange = await follow(tools, slug, visitor)
  if (!redirectStatuses.includes(exchange.answer.status)) {
    const actual = String(exchange.answer.status)
    return tools.fail(kind === 'robots' ? 'robot-not-followed' : 'link-not-followed', {
      exchange, mark: 'status', expected: '302', actual,
    })
  }
  counts[kind] += 1
  await judgeCounts(tools, slug, { id, kind, exchange, counts })
}

async function judgeCounts(
  tools: ClickTools, slug: string,
  { id, kind, exchange, counts }: {
    id: Id; kind: keyof Counts; exchange: HttpExchange; counts: Counts
  },
): Promise<void> {
  const found = await readCounts(tools, slug)
  if (formatCounts(found) === formatCounts(counts)) return
  const other = kind === 'clicks' ? 'robots' : 'clicks'
  const isTwice = found[kind] > counts[kind] && found[other] === counts[other]
  const isMissing = found.clicks + found.robots < counts.clicks + counts.robots
  const facts = { exchange, expected: formatCounts(counts), actual: formatCounts(found) }
  const missing = kind === 'robots' ? 'robot-not-counted' : 'visit-not-counted'
  tools.fail(isTwice ? 'counted-twice' : isMissing ? missing : id, facts)
}

async function readTotals(tools: ClickTools): Promise<void> {
  const { fresh, change } = tools
  const link = await makeLink(tools, { target: targetOf(fresh) })
  await follow(tools, link.slug)
  const start = fresh.integer(1_000, 9_000)
  change('update links set clicks = ? where slug = ?', start, link.slug)
  await follow(tools, link.slug)
  const { clicks } = await readCounts(tools, link.slug)
  if (clicks !== start + 1) {
    const actual = formatNumber(clicks, 'click')
    return tools.fail('counted-anew', { expected: `${start + 1} clicks`, actual })
  }
  const nullable = ['clicks', 'robots'].find((column) => canBeNull(tools, column))
  if (nullable === undefined) return
  tools.fail('total-can-be-null', {
    expected: `the database refuses null in ${nullable}`, actual: 'it was stored',
  })
}

// Tries it, and takes it back.
function canBeNull({ change }: ClickTools, column: string): boolean {
  try {
    change(`begin immediate; update links set ${column} = null; rollback`)
    return true
  } catch {
    return false
  }
}

async function findAddresses(tools: ClickTools): Promise<void> {
  const { fresh, fail, database } = tools
  const link = await makeLink(tools, { target: targetOf(fresh) })
  const address = `203.0.113.${fresh.integer(100, 250)}`
  await follow(tools, link.slug, personFrom(address))
  for (const ending of ['', '-wal']) {
    const bytes = readIfThere(database + ending)
    const found = [address, '127.0.0.1'].find((each) => bytes.includes(each))
    if (found === undefined) continue
    return fail('address-stored', {
      expected: `no ${found} in the file`, actual: `${database}${ending} contains it`,
    })
  }
}
