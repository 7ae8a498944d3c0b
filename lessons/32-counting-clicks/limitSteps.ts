// The steps about links that stop after some visits.

import type { ServerCopy } from '../../src/course/check/check.ts'
import { sendBehindLock } from '../../src/course/check/databaseLock.ts'
import {
  follow, isSameUrl, locationOf, makeLink, personHeaders, postLink, readLink, readMade,
  tellAnswer, targetOf,
} from '../29-create-and-redirect/client.ts'
import { formatCounts, formatNumber, readCounts, type ClickTools } from './counts.ts'
import { headRequest, people, prefetches, robots } from './visitors.ts'

/** Makes links with good and bad limits. */
export async function checkLimits(tools: ClickTools): Promise<void> {
  const { fresh, fail } = tools
  const target = targetOf(fresh)
  for (const visitLimit of fresh.shuffle([null, 1, fresh.integer(2, 999), 1_000_000])) {
    const exchange = await postLink(tools, { target, visitLimit })
    const made = readMade(exchange)
    if (made === undefined) {
      return fail('good-limit-refused', {
        exchange, mark: 'status', expected: `201 for ${visitLimit}`, actual: tellAnswer(exchange),
      })
    }
    for (const { visitLimit: shown } of [bodyOf(exchange), await readLink(tools, made.slug)]) {
      if (shown === visitLimit) continue
      return fail('limit-not-shown', {
        exchange, mark: 'body', expected: `"visitLimit": ${visitLimit}`,
        actual: `"visitLimit": ${JSON.stringify(shown)}`,
      })
    }
  }
  const bad = [0, -1, 1.5, '5', true, [3], {}, 1_000_001, 1e99, '', false]
  for (const visitLimit of fresh.shuffle(bad)) {
    const exchange = await postLink(tools, { target, visitLimit })
    const { status } = exchange.answer
    if (status === 422 || status === 400) continue
    return fail(status < 300 ? 'bad-limit-accepted' : 'bad-limit-status', {
      exchange, mark: 'status', expected: `422 for ${JSON.stringify(visitLimit)}`,
      actual: String(status),
    })
  }
}

function bodyOf({ answer }: { answer: { json(): unknown } }): { visitLimit: unknown } {
  return { visitLimit: undefined, ...Object(answer.json()) }
}

/** Sends people one after the other, and then fifty at once: as many as the limit get in. */
export async function useUp(tools: ClickTools): Promise<void> {
  await useUpInTurn(tools)
  await useUpAtOnce(tools)
}

async function useUpInTurn(tools: ClickTools): Promise<void> {
  const { fresh, fail } = tools
  const visitLimit = fresh.integer(1, 2)
  const link = await makeLink(tools, { target: targetOf(fresh), visitLimit })
  for (let visits = 0; visits < visitLimit; visits += 1) {
    const exchange = await follow(tools, link.slug)
    if (isSameUrl(locationOf(exchange), link.target)) continue
    const { status } = exchange.answer
    return fail(status === 410 ? 'limit-too-early' : 'link-not-followed', {
      exchange, expected: `${formatNumber(visitLimit, 'visit')} to ${link.target}`,
      actual: `${formatNumber(visits, 'visit')}, then ${status} to `
        + (locationOf(exchange) ?? 'no Location'),
    })
  }
  const refused = await follow(tools, link.slug)
  if (locationOf(refused) !== undefined) {
    return fail('limit-too-late', {
      exchange: refused, expected: `410 after a limit of ${visitLimit}`,
      actual: String(refused.answer.status),
    })
  }
  await expectUsedUp(tools, link.slug, visitLimit)
}

const limit = 5

async function useUpAtOnce(tools: ClickTools): Promise<void> {
  const { fresh, fail, startCopy, together } = tools
  const link = await makeLink(tools, { target: targetOf(fresh), visitLimit: limit })
  const copy = await startCopy()
  const clickers = Array.from({ length: 50 }, (_, index) => clicker(index % 2 ? copy : tools))
  const exchanges = await together(() =>
    Promise.all(clickers.map((each) => follow(each, link.slug))))
  const sent = exchanges.filter((exchange) => isSameUrl(locationOf(exchange), link.target))
  const facts = { expected: `${limit} of 50`, actual: `${sent.length} of 50 got to the target` }
  if (sent.length > limit) return fail('over-the-limit', facts)
  const failed = exchanges.find((each) => locationOf(each) === undefined
    && each.answer.status !== 410)
  if (failed !== undefined) {
    return fail('failed-at-once', {
      exchange: failed, mark: 'status', expected: `${limit} times 302, and 410 for all others`,
      actual: String(failed.answer.status),
    })
  }
  if (sent.length < limit) return fail('limit-too-early', facts)
  await expectUsedUp(tools, link.slug, limit)
}

async function expectUsedUp(tools: ClickTools, slug: string, visitLimit: number): Promise<void> {
  const { fail } = tools
  const last = await follow(tools, slug)
  if (last.answer.status !== 410) {
    const actual = String(last.answer.status)
    return fail('used-up-status', { exchange: last, mark: 'status', expected: '410', actual })
  }
  const control = last.answer.header('cache-control') ?? 'no Cache-Control'
  if (!/\bno-store\b/i.test(control)) {
    return fail('used-up-kept', { exchange: last, expected: 'no-store', actual: control })
  }
  // Only people have been there.
  const expected = formatCounts({ clicks: visitLimit, robots: 0 })
  const actual = formatCounts(await readCounts(tools, slug))
  if (actual !== expected) fail('refused-counted', { expected, actual })
}

function clicker({ send }: Pick<ServerCopy, 'send'>): Pick<ServerCopy, 'send'> {
  return { send: (plan) => send({ ...plan, timeoutMs: 8_000 }) }
}

/** Sends robots to a link with a limit, and people afterwards. */
export async function limitRobots(tools: ClickTools): Promise<void> {
  const { fresh, fail } = tools
  const link = await makeLink(tools, { target: targetOf(fresh), visitLimit: 1 })
  const visitors = [robots(fresh)[0], prefetches(fresh)[0], headRequest()]
  for (const visitor of visitors) {
    const exchange = await follow(tools, link.slug, visitor)
    const { status, text } = exchange.answer
    const hasTarget = locationOf(exchange) !== undefined || text.includes(link.target)
    if (!hasTarget && status < 500) continue
    return fail(status < 500 ? 'robot-past-limit' : 'robot-failed', {
      exchange, expected: 'no Location and no target', actual: String(status),
    })
  }
  const counts = await readCounts(tools, link.slug)
  if (counts.robots < visitors.length && counts.clicks === 0) {
    return fail('robot-not-counted', {
      expected: `${visitors.length} robots, which got no target`,
      actual: formatNumber(counts.robots, 'robot'),
    })
  }
  const [person] = people(fresh)
  const exchange = await follow(tools, link.slug, person)
  if (isSameUrl(locationOf(exchange), link.target)) return
  fail('limit-used-by-robot', {
    exchange, mark: 'status', expected: '302 for the first person',
    actual: String(exchange.answer.status),
  })
}

/**
 * Acts as another copy of the program: it holds the lock when a person comes, and counts the last
 * visit. What the program has read by then is out of date.
 */
export async function takeLastVisit(tools: ClickTools): Promise<void> {
  const { fresh, fail } = tools
  const link = await makeLink(tools, { target: targetOf(fresh), visitLimit: 1 })
  const exchange = await sendBehindLock(tools, {
    target: `/${link.slug}`, headers: personHeaders, timeoutMs: 8_000,
    changes: [['update links set clicks = visit_limit where slug = ?', link.slug]],
  })
  const status = exchange?.answer.status
  // A program may also respond that it can't count now.
  if (exchange === undefined || status === 410 || status === 503) return
  fail(locationOf(exchange) === undefined ? 'failed-at-once' : 'over-the-limit', {
    exchange, mark: 'status', expected: '410: another program has counted the last visit',
    actual: String(status),
  })
}
