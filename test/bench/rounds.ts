// Loads the contenders in turns: in each round each row goes from one to the next, so that a noisy
// minute of the machine hits all of them alike. Each round has processes of its own, because two
// that run the same code can differ by a tenth.

import { rmSync } from 'node:fs'
import { profileFolder, startContender, type Site } from './contender.ts'
import { floorName, type Contender } from './contenders/list.ts'
import { readCpu, useBetween } from './cores.ts'
import { loadServer, type Pressure } from './load.ts'
import type { Options } from './options.ts'
import type { Processes } from './processes.ts'
import type { Results } from './report.ts'
import type { Row } from './rows.ts'
import { summarize, type Measurement } from './summary.ts'

const warmUpSeconds = 1

type Rounds = Map<Row, Map<string, Measurement[]>>

/** Starts the contenders for each round, checks what they answer, and measures every row. */
export async function measureRows(
  processes: Processes,
  contenders: readonly Contender[],
  options: Options,
): Promise<Results> {
  if (options.rows.length === 0) return new Map()
  const rounds: Rounds = new Map()
  for (let round = 0; round < options.rounds; round++) {
    const sites = await startAll(processes, contenders, options)
    for (const row of options.rows) await checkRow(row, participants(row, sites))
    await warmUp(processes, sites, options)
    await measureRound(processes, { sites, rounds, round, options })
    for (const { child } of sites) await processes.stop(child)
  }
  return summarizeRounds(rounds)
}

async function startAll(
  processes: Processes,
  contenders: readonly Contender[],
  { profile }: Options,
): Promise<Site[]> {
  rmSync(profileFolder, { recursive: true, force: true })
  const profileFlags = ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]
  const sites: Site[] = []
  for (const contender of contenders) {
    const flags = contender.name === profile ? profileFlags : []
    sites.push(await startContender(processes, contender, flags))
  }
  return sites
}

function participants({ name }: Row, sites: readonly Site[]): Site[] {
  return sites.filter(({ contender }) => contender.rows?.includes(name) ?? true)
}

async function checkRow(row: Row, sites: readonly Site[]): Promise<void> {
  for (const site of sites) {
    const { name } = site.contender
    await row.check(site).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : cause
      throw new Error(`Cannot measure ${row.name}: ${name} answers wrong: ${reason}`, { cause })
    })
  }
}

// Every row once, before any is measured: the first one would be measured cold.
async function warmUp(
  processes: Processes, sites: readonly Site[], { rows, connections }: Options,
): Promise<void> {
  for (const row of rows) {
    for (const site of participants(row, sites)) {
      await loadServer(processes, row.load(site), { connections, seconds: warmUpSeconds })
    }
  }
}

type Round = { sites: readonly Site[]; rounds: Rounds; round: number; options: Options }

async function measureRound(
  processes: Processes,
  { sites, rounds, round, options }: Round,
): Promise<void> {
  const { connections, seconds } = options
  for (const row of options.rows) {
    console.log(`Round ${round + 1} of ${options.rounds}: ${row.name}`)
    for (const site of rotate(participants(row, sites), round)) {
      await loadServer(processes, row.load(site), { connections, seconds: warmUpSeconds })
      const measurement = await measure({ processes, site, row, connections, seconds })
      remember(rounds, { row, name: site.contender.name, measurement })
    }
  }
}

type Measuring = Pressure & { processes: Processes; site: Site; row: Row }

async function measure({ processes, site, row, ...pressure }: Measuring): Promise<Measurement> {
  const before = readCpu(site.child.pid)
  const outcome = await loadServer(processes, row.load(site), pressure)
  return { outcome, cpu: useBetween(before, readCpu(site.child.pid)) }
}

function rotate<Item>(items: readonly Item[], steps: number): Item[] {
  const first = steps % Math.max(1, items.length)
  return [...items.slice(first), ...items.slice(0, first)]
}

function remember(
  rounds: Rounds,
  { row, name, measurement }: { row: Row; name: string; measurement: Measurement },
): void {
  const byName = rounds.get(row) ?? new Map<string, Measurement[]>()
  byName.set(name, [...(byName.get(name) ?? []), measurement])
  rounds.set(row, byName)
}

function summarizeRounds(rounds: Rounds): Results {
  const summarizeRow = (byName: ReadonlyMap<string, Measurement[]>) => {
    const floor = byName.get(floorName) ?? []
    return new Map(Array.from(byName, ([name, list]) => [name, summarize(list, floor)]))
  }
  return new Map(Array.from(rounds, ([row, byName]) => [row, summarizeRow(byName)]))
}
