// The steps about links that stop after some visits.

import type { ServerCopy } from '../../src/course/check/check.ts'
import {
  follow, isSameUrl, locationOf, makeLink, postLink, readLink, readMade, targetOf,
} from '../29-create-and-redirect/client.ts'
import { readCounts, type ClickTools } from './counts.ts'
import { headRequest, people, prefetches, robots } from './visitors.ts'

/** Makes links with good and bad limits. */
export async function checkLimits(tools: ClickTools): Promise<void> {
  const { fresh, fail } = tools
  const target = targetOf(fresh)
  for (const visitLimit of fresh.shuffle([null, 1, fresh.integer(2, 999), 1_000_000])) {
    const exchange = await postLink(tools, { target, visitLimit })
    const made = readMade(exchange)
    if (made === undefined) {
      return fail('good-limit-refused', { exchange, mark: 'status', expected: '201' })
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
    return fail('bad-limit-accepted', {
      exchange, mark: 'status', expected: `422 for ${JSON.stringify(visitLimit)}`,
      actual: String(status),
    })
  }
}

function bodyOf({ answer }: { answer: { json(): unknown } }): { visitLimit: unknown } {
  return { visitLimit: undefined, ...Object(answer.json()) }
}

const limit = 5

/** Sends fifty people at once to two copies of the program: five get to the target. */
export async function useUp(tools: ClickTools): Promise<void> {
  const { fresh, fail, startCopy } = tools
  const link = await makeLink(tools, { target: targetOf(fresh), visitLimit: limit })
  const copy = await startCopy()
  const clickers = Array.from({ length: 50 }, (_, index) => clicker(index % 2 ? copy : tools))
  const exchanges = await Promise.all(clickers.map((each) => follow(each, link.slug)))
  const sent = exchanges.filter((exchange) => isSameUrl(locationOf(exchange), link.target))
  const facts = { expected: `${limit} of 50`, actual: `${sent.length} of 50 got to the target` }
  if (sent.length > limit) return fail('over-the-limit', facts)
  if (sent.length < limit) return fail('limit-too-early', facts)
  const refused = exchanges.find(({ answer }) => answer.status !== 302 && answer.status !== 410)
  if (refused !== undefined) {
    return fail('used-up-status', { exchange: refused, mark: 'status', expected: '410' })
  }
  const last = await follow(tools, link.slug)
  if (last.answer.status !== 410) {
    return fail('used-up-status', { exchange: last, mark: 'status', expected: '410' })
  }
  const control = last.answer.header('cache-control') ?? 'no Cache-Control'
  if (!/\bno-store\b/i.test(control)) {
    return fail('used-up-kept', { exchange: last, expected: 'no-store', actual: control })
  }
  const { clicks } = await readCounts(tools, link.slug)
  if (clicks !== limit) {
    fail('refused-counted', { expected: `${limit} clicks`, actual: `${clicks} clicks` })
  }
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
    return fail('robot-past-limit', {
      exchange, expected: 'no Location and no target', actual: String(status),
    })
  }
  const [person] = people(fresh)
  const exchange = await follow(tools, link.slug, person)
  if (exchange.answer.status === 302) return
  fail('limit-used-by-robot', { exchange, mark: 'status', expected: '302 for the first person' })
}
