// Compares what was acknowledged with what is stored, and what is stored with itself.

import assert from 'node:assert/strict'
import type { Acknowledged, ClickCount } from './acknowledged.ts'
import type { Stored, StoredLink } from './stored.ts'

const noClicks: ClickCount = { people: 0, bots: 0, maybePeople: 0, maybeBots: 0 }

/** Throws an AssertionError that names the first difference. */
export function compare(acknowledged: Acknowledged, stored: Stored): void {
  assert.deepEqual(stored.integrity, ['ok'])
  assert.deepEqual(stored.brokenReferences, [])
  assert.equal(stored.visitsWithoutLink, 0, 'visits without a link')
  for (const [slug, target] of acknowledged.links) {
    assert.equal(stored.links.get(slug)?.target, target, `The target of ${slug}`)
  }
  compareUnanswered(acknowledged, stored)
  for (const [slug, link] of stored.links) {
    assertInRange(link, acknowledged.clicks.get(slug) ?? noClicks, slug)
    assertAgrees(link, slug)
  }
}

// A link that nobody heard of is one that was asked for, and stored once.
function compareUnanswered({ links, maybeTargets }: Acknowledged, stored: Stored): void {
  const unknown = [...stored.links].filter(([slug]) => !links.has(slug))
  const targets = unknown.map(([, { target }]) => target)
  for (const target of targets) {
    assert.ok(maybeTargets.has(target), `${target} was stored twice, or never sent`)
  }
  assert.equal(new Set(targets).size, targets.length, 'A link was stored twice')
}

function assertInRange(link: StoredLink, count: ClickCount, slug: string): void {
  const { people, bots, maybePeople, maybeBots } = count
  assertBetween(link.people, people, people + maybePeople, `people of ${slug}`)
  assertBetween(link.bots, bots, bots + maybeBots, `bots of ${slug}`)
}

function assertBetween(value: number, least: number, most: number, what: string): void {
  assert.ok(value >= least, `${what}: ${value} stored, ${least} acknowledged`)
  assert.ok(value <= most, `${what}: ${value} stored, ${most} sent`)
}

function assertAgrees(link: StoredLink, slug: string): void {
  const counted = { people: link.people, bots: link.bots }
  assert.deepEqual(link.hours, counted, `The hours of ${slug}`)
  assert.deepEqual(link.visits, counted, `The visits of ${slug}`)
  for (const kind of ['referrer', 'browser', 'device']) {
    assert.equal(link.sources.get(kind) ?? 0, link.people, `The ${kind}s of ${slug}`)
  }
}
