// Runs the rounds: each one starts every setup anew, one after the other, so that no two of them
// compete for the machine, and each round begins with another one.
//
// Lesson: outgrowing-one-machine (appendix)

import type { Processes } from '../../bench/processes.ts'
import type { Row } from '../../bench/rows.ts'
import { measure, type Measurement } from './measure.ts'
import type { Options } from './options.ts'
import type { Setup } from './setups.ts'
import { startSite, type Site, type SiteOptions } from './site.ts'
import { compareStored, readStored } from './stored.ts'

/** What was measured together; the rounds are the list. */
export type Line = {
  row: Row
  connections: number
  setup: Setup
  measurements: Measurement[]
}

export type Measured = {
  lines: readonly Line[]
  /** All of it was compared with what was answered. */
  stored: { visits: number; links: number }
}

export type Rounds = Options & Omit<SiteOptions, 'setup'> & { processes: Processes }

const warmUp = { connections: 32, seconds: 1 }

/** Measures everything. Throws an Error if a server answers wrong, or something isn't stored. */
export async function runRounds(rounds: Rounds): Promise<Measured> {
  const lines = linesOf(rounds)
  const stored = { visits: 0, links: 0 }
  for (let round = 0; round < rounds.rounds; round += 1) {
    const first = round % rounds.setups.length
    for (const setup of [...rounds.setups.slice(first), ...rounds.setups.slice(0, first)]) {
      console.log(`Round ${round + 1} of ${rounds.rounds}: ${setup.name}`)
      const added = await measureSetup(setup, lines, rounds)
      stored.visits += added.visits
      stored.links += added.links
    }
  }
  return { lines, stored }
}

// A server without a connection of its own has nothing to do.
function linesOf({ rows, connections, setups }: Rounds): Line[] {
  return rows.flatMap((row) => connections.flatMap((count) => setups
    .filter(({ servers }) => servers <= count)
    .map((setup) => ({ row, connections: count, setup, measurements: [] }))))
}

async function measureSetup(
  setup: Setup, lines: readonly Line[], rounds: Rounds,
): Promise<Measured['stored']> {
  const site = await startSite(rounds.processes, { setup, ...rounds })
  try {
    for (const row of rounds.rows) {
      for (const target of site.targets) await row.check(target)
      await measure(rounds.processes, site, { row, ...warmUp })
      for (const line of lines.filter((each) => each.row === row && each.setup === setup)) {
        line.measurements.push(await measure(rounds.processes, site, { ...rounds, ...line }))
      }
    }
    return await checkStored(site)
  } finally {
    await site.close()
  }
}

async function checkStored(site: Site): Promise<Measured['stored']> {
  const responses = await site.stopServers()
  const database = await site.openDatabase()
  try {
    const stored = await readStored(database)
    compareStored(stored, responses)
    return stored
  } finally {
    await database.close()
  }
}
