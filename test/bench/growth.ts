// `npm run bench:growth` compares what each operation costs with few links and with many: the CPU
// time, the latency, and how long the event loop is blocked by anything but the disk.
//
//   npm run bench:growth
//   npm run bench:growth -- --small 100 --large 1000 --rounds 1
//
// Goal: at a hundred times the size, at most 1.3 times the cost. What is marked with (*) grows with
// one list, or with a bound that a small database is below: it must take under 50 ms.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments } from '../readArguments.ts'
import { heavy, makeIndex, operations, type Operation } from './growthOperations.ts'
import { openSite, type Site } from './growthSite.ts'
import { sql } from '../../src/database/sql.ts'
import { median } from './summary.ts'

const { values } = readArguments({
  options: {
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '7' },
  },
})

type Cost = { cpuMs: number; ms: number }
let turn = 0

const folder = await mkdtemp(join(tmpdir(), 'groundwork-growth-'))
try {
  const sites = [await build(Number(values.small)), await build(Number(values.large))] as const
  const [, large] = sites
  for (const site of sites) for (const owner of [2, 3]) await makeIndex(site, owner)
  await compare(sites, Number(values.rounds))
  await large.database.run(sql`delete from search_progress where owner = 3`)
  console.log('\nOnce, with many links              seconds   longest block (ms of CPU time)')
  for (const operation of heavy) await once(large, operation)
  for (const site of sites) await site.close()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function build(links: number): Promise<Site> {
  const start = performance.now()
  const site = await openSite(folder, links)
  const seconds = ((performance.now() - start) / 1_000).toFixed(1)
  console.log(`${links} links: ${site.megabytes} MB, made in ${seconds} s`)
  return site
}

async function compare(sites: readonly [Site, Site], rounds: number): Promise<void> {
  console.log('\nmedians of one operation        CPU ms, few    many   ratio    '
    + 'ms, few    many   block')
  const costs = new Map<string, [Cost[], Cost[]]>()
  const blocks = new Map<string, number>()
  for (let round = -1; round < rounds; round += 1) {
    for (const operation of operations) {
      const known = costs.get(operation.name) ?? [[], []]
      costs.set(operation.name, known)
      // In turns, so that a busy machine slows down both.
      for (const which of round % 2 === 0 ? [0, 1] as const : [1, 0] as const) {
        const cost = await measure(sites[which], operation)
        // The first round only warms up.
        if (round >= 0) known[which].push(cost)
      }
    }
  }
  for (const operation of operations) {
    const block = await longestBlock(() => repeat(sites[1], operation))
    blocks.set(operation.name, block)
  }
  for (const [name, [few, many]] of costs) console.log(line(name, few, many, blocks.get(name) ?? 0))
}

function line(name: string, few: Cost[], many: Cost[], block: number): string {
  const cpu = [few, many].map((costs) => median(costs.map(({ cpuMs }) => cpuMs)))
  const latency = [few, many].map((costs) => median(costs.map(({ ms }) => ms)))
  const ratio = median(many.map(({ cpuMs }, round) => cpuMs / (few[round]?.cpuMs ?? NaN)))
  const columns = [...cpu.map((ms) => ms.toFixed(3)), ratio.toFixed(2),
    ...latency.map((ms) => ms.toFixed(2)), block.toFixed(1)]
  return name.padEnd(30) + columns.map((text) => text.padStart(9)).join('')
}

async function measure(site: Site, operation: Operation): Promise<Cost> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const times = await repeat(site, operation)
  const { user, system } = process.cpuUsage(cpu)
  return { cpuMs: (user + system) / 1_000 / times, ms: (performance.now() - start) / times }
}

async function repeat(site: Site, { run, times = 1 }: Operation): Promise<number> {
  for (let time = 0; time < times; time += 1) await run(site, turn += 1)
  return times
}

async function once(site: Site, operation: Operation): Promise<void> {
  const start = performance.now()
  const block = await longestBlock(() => operation.run(site, 0))
  const seconds = ((performance.now() - start) / 1_000).toFixed(1)
  console.log(operation.name.padEnd(30) + seconds.padStart(12) + block.toFixed(1).padStart(12))
}

/** Gives the most CPU time that one turn of the event loop took. Waiting for the disk is none. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let isDone = false
  let before = process.cpuUsage()
  const look = () => {
    const now = process.cpuUsage()
    longest = Math.max(longest, now.user + now.system - before.user - before.system)
    before = now
    if (!isDone) setImmediate(look)
  }
  setImmediate(look)
  await work()
  isDone = true
  return longest / 1_000
}
