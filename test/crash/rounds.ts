// Kills the server in the middle of its work, again and again on the same database, and compares
// what was acknowledged with what is stored. SIGKILL gives a process no chance to tidy up: what it
// has answered must be written down by then. (It is a process that dies, not a power cut: what the
// operating system still holds in memory is not lost.)

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Acknowledged } from './acknowledged.ts'
import { compare } from './compare.ts'
import { kill, startServer } from './server.ts'
import { readStored } from './stored.ts'
import { Traffic } from './traffic.ts'

export type Round = {
  round: number
  /** So many links and clicks were answered, in all rounds until now. */
  links: number
  people: number
  bots: number
  /** Requests of this round that were sent and not answered: they may be stored or not. */
  unanswered: number
}

export type Rounds = {
  folder: string
  rounds: number
  /** Decides when the server is killed, and what is sent; not what the network does in between. */
  seed: number
  report: (round: Round) => void
}

const connections = 8
const shortestMs = 300
const longestMs = 1_000

/** Runs the rounds. Throws an AssertionError at the first difference. */
export async function crashRounds({ folder, rounds, seed, report }: Rounds): Promise<void> {
  const random = randomFrom(seed)
  const acknowledged = new Acknowledged()
  for (let round = 1; round <= rounds; round += 1) {
    const loadMs = shortestMs + random() * (longestMs - shortestMs)
    const contentSeed = Math.floor(random() * 1e9)
    const unanswered = await crash({ folder, acknowledged, loadMs, contentSeed })
    compare(acknowledged, readStored(join(folder, 'groundwork.db')))
    assert.ok(acknowledged.totals().people > 0, 'No click was answered: this proves nothing')
    report({ round, ...acknowledged.totals(), unanswered })
  }
  // What the last crash left must serve a server again.
  const server = await startServer(folder)
  await kill(server.child)
  compare(acknowledged, readStored(join(folder, 'groundwork.db')))
}

/** Says in one line what a round has shown. */
export function formatRound({ round, links, people, bots, unanswered }: Round): string {
  return `Round ${round}: ${links} links and ${people} + ${bots} clicks (people + bots) were ` +
    `acknowledged, all are stored; ${unanswered} requests were cut off`
}

type Crash = { folder: string; acknowledged: Acknowledged; loadMs: number; contentSeed: number }

async function crash({ folder, acknowledged, loadMs, contentSeed }: Crash): Promise<number> {
  const { child, port } = await startServer(folder)
  const random = randomFrom(contentSeed)
  const traffic = new Traffic({ port, connections, acknowledged, random })
  try {
    const work = traffic.run().then(() => 'cut')
    const first = await Promise.race([work, setTimeout(loadMs, 'time is up')])
    assert.equal(first, 'time is up', 'The server closed a connection before it was killed')
    await kill(child)
    await work
  } finally {
    await kill(child)
  }
  return traffic.unanswered
}

/** Makes a small generator of numbers below 1 (mulberry32): the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
