// Kills the server in the middle of its work, again and again on the same database, and compares what
// was acknowledged with what is stored. SIGKILL gives a process no chance to tidy up: what it has
// answered must be on disk by then.

import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { readStored, type Stored } from './stored.ts'
import { Traffic, type Acknowledged } from './traffic.ts'

export type RoundReport = {
  round: number
  links: number
  people: number
  bots: number
  /** Clicks that were sent and not answered: they may be counted or not. */
  unanswered: number
}

export type Rounds = {
  folder: string
  rounds: number
  seed: number
  report?: (round: RoundReport) => void
}

const connections = 8
const shortestMs = 200
const longestMs = 900

/** Runs the rounds. Throws an AssertionError at the first difference. */
export async function crashRounds({ folder, rounds, seed, report }: Rounds): Promise<void> {
  const random = randomFrom(seed)
  const acknowledged: Acknowledged = { links: new Map(), clicks: new Map() }
  for (let round = 1; round <= rounds; round += 1) {
    const server = await startServer(folder)
    const traffic = new Traffic({ port: server.port, connections, acknowledged, random })
    const work = traffic.run()
    await setTimeout(shortestMs + random() * (longestMs - shortestMs))
    await kill(server.process)
    await work
    const stored = readStored(join(folder, 'groundwork.db'))
    compare(acknowledged, stored)
    report?.({ round, ...totals(acknowledged), unanswered: traffic.unanswered })
  }
}

function compare({ links, clicks }: Acknowledged, stored: Stored): void {
  assert.equal(stored.integrity, 'ok')
  assert.deepEqual(stored.orphans, [])
  for (const [slug, target] of links) assert.equal(stored.links.get(slug)?.target, target, slug)
  for (const [slug, { people, bots, maybePeople, maybeBots }] of clicks) {
    const link = stored.links.get(slug)
    assert.ok(link !== undefined, slug)
    assertBetween(link.people, people, people + maybePeople, `people of ${slug}`)
    assertBetween(link.bots, bots, bots + maybeBots, `bots of ${slug}`)
  }
  for (const [slug, link] of stored.links) {
    const counted = { people: link.people, bots: link.bots }
    assert.deepEqual(link.hours, counted, `the hours of ${slug}`)
    assert.deepEqual(link.visits, counted, `the visits of ${slug}`)
    for (const kind of ['referrer', 'browser', 'device']) {
      assert.equal(link.sources.get(kind) ?? 0, link.people, `the ${kind}s of ${slug}`)
    }
  }
}

function assertBetween(value: number, least: number, most: number, what: string): void {
  assert.ok(value >= least, `${what}: ${value} stored, ${least} acknowledged`)
  assert.ok(value <= most, `${what}: ${value} stored, ${most} sent`)
}

function totals({ links, clicks }: Acknowledged) {
  let people = 0
  let bots = 0
  for (const count of clicks.values()) {
    people += count.people
    bots += count.bots
  }
  return { links: links.size, people, bots }
}

async function startServer(folder: string): Promise<{ process: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts')], {
    env: { ...process.env, DATA: folder, PORT: '0', LOG: 'json' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const lines = createInterface({ input: child.stdout })
  try {
    const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(15_000) })
    // The log has a line for each request: somebody has to read it.
    lines.on('line', () => undefined)
    const started: unknown = JSON.parse(String(line))
    assert.ok(typeof started === 'object' && started !== null && 'port' in started, String(line))
    return { process: child, port: Number(started.port) }
  } catch (error) {
    await kill(child)
    throw error
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** A small generator of numbers below 1 (mulberry32): the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
