// `npm run bench` measures Groundwork against bare node:http and the frameworks that people use.
//
// How to read it. Every contender does the same work (rows.ts). The peers share one work.js with
// better-sqlite3, so that only the framework differs. The floor is `bare`: node:http, one writeHead
// and one end. A ratio of 0.95 means 95 requests in the time in which the floor serves 100. Peers
// commit each statement and do not wait for the disk (WAL, synchronous=NORMAL: a power cut loses
// the last of them); `bare-batch` is the floor with one transaction around each whole request.
// Groundwork has everything on that its users get, and its writes are on disk before the response.
//
// How it is measured. Each round starts all servers anew and warms up every row; then the load goes
// row by row from one to the next, and each round begins with another one. Compare the CPU time
// of a request: its ratio is that of pairs in one round, so noise hits both. A number is the median
// of the rounds; `spread` is the distance between the slowest and the fastest: a difference smaller
// than that is none. Server and load generator have a core each. `server` is the part of its core
// that the server itself had: near 100 % it was the limit. Below, it waited: for somebody else, if
// `server core` is full all the same (then the line is worth little); for the load generator, if
// `load core` is full; else for the disk. `CPU µs` is what a request cost the server's own
// process, even if others ran. Connections ask again as soon as a response is there, so p50 is
// little more than connections divided by rate; the tail, p99, is worth a look. Errors are responses
// of 400 and more, and broken sockets; only good responses count in the rate. The start of a process
// is measured seven times, with a database that is there already, and without binding it to a core.
//
//   npm run bench                                   everything, half an hour, and results.md
//   npm run bench -- --rows plaintext,follow,start  these rows only; results.md stays as it is
//   npm run bench -- --only groundwork,bare         these contenders only
//   npm run bench -- --rounds 5 --seconds 10 --connections 256
//   npm run bench -- --rows follow --only groundwork --profile groundwork

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchFolder, dataFolder, profileFolder } from './contender.ts'
import { floorName, type Contender } from './contenders/list.ts'
import { canPin } from './cores.ts'
import { generatorName } from './load.ts'
import { machineFacts, versionOf, type Fact } from './machine.ts'
import { readOptions, type Options } from './options.ts'
import { Processes } from './processes.ts'
import { profileTable } from './profile.ts'
import {
  cpuTable, detailTable, formatMarkdown, formatText, ratioTable, startTable,
} from './report.ts'
import type { Section } from './report.ts'
import { measureRows } from './rounds.ts'
import { measureStarts } from './start.ts'

const processes = new Processes()
let isInterrupted = false

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isInterrupted = true
    // What waits for one of them fails then, and leads to the end below.
    void processes.stopAll()
  })
}

try {
  await bench(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(isInterrupted ? 'Stopped' : error instanceof Error ? error.message : error)
  process.exitCode = isInterrupted ? 130 : 1
} finally {
  await processes.stopAll()
  rmSync(dataFolder, { recursive: true, force: true })
}

async function bench(options: Options): Promise<void> {
  await installPeers()
  mkdirSync(dataFolder, { recursive: true })
  const contenders = options.contenders.filter(isThere)
  const facts = [...runFacts(options), ...machineFacts(dataFolder), versionFact(contenders)]
  const results = await measureRows(processes, contenders, options)
  const starts = options.measuresStart ? await measureStarts(processes, options.contenders) : []
  const names = contenders.map((contender) => contender.name)
  const sections: Section[] = [
    { title: 'Each row', table: detailTable(results) },
    {
      title: `Requests per second, divided by those of ${floorName}`,
      table: ratioTable(results, names),
    },
    {
      title: `CPU time of ${floorName} for a request, divided by that of each`,
      table: cpuTable(results, names),
    },
    { title: 'From the start of the process to the first 200', table: startTable(starts) },
  ]
  if (options.profile !== undefined && results.size > 0) {
    const title = `Profile of ${options.profile}, from ${profileFolder}`
    sections.push({ title, table: profileTable(profileFolder) })
  }
  report(facts, sections, options)
}

async function installPeers(): Promise<void> {
  if (existsSync(join(benchFolder, 'node_modules'))) return
  console.log('Installing the peers into test/bench (npm ci), this once')
  // better-sqlite3 brings its binaries along: no script has to run.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const command = [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'] as const
  await processes.run(command, { folder: benchFolder, output: 'show' })
}

function isThere({ name, file }: Contender): boolean {
  const exists = existsSync(join(benchFolder, 'contenders', file))
  if (!exists) console.log(`Leaving ${name} out: there is no contenders/${file}`)
  return exists
}

function runFacts({ rounds, seconds, connections }: Options): Fact[] {
  const cores = canPin ? 'server and load on a core each' : 'server and load share the cores'
  return [
    ['Date', new Date().toISOString().slice(0, 10)],
    ['Load', `${generatorName}, ${connections} connections, ${cores}`],
    ['Rounds', `${rounds} of ${seconds} s for each row and contender, medians`],
  ]
}

function versionFact(contenders: readonly Contender[]): Fact {
  const packages = contenders.flatMap((contender) => contender.packages)
  return ['Versions', packages.map(versionOf).join(', ')]
}

function report(facts: readonly Fact[], sections: readonly Section[], options: Options): void {
  const filled = sections.filter(({ table }) => table.lines.length > 0)
  for (const [name, value] of facts) console.log(`${name}: ${value}`)
  for (const { title, table } of filled) console.log(`\n${title}\n${formatText(table)}`)
  if (options.isPartial) return console.log('\nA part only: results.md stays as it was')
  writeFileSync(join(benchFolder, 'results.md'), formatMarkdown(facts, filled, options.rows))
  console.log('\nWritten to test/bench/results.md')
}
