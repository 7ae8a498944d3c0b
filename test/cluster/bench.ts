// `npm run bench:cluster` measures what it costs to store every write on several machines: the same
// server on a file, on one rqlite node, and on three nodes with one, two and three servers.
//
// How to read it. Each server has an equal part of the connections, and each connection asks again
// as soon as it has a response. With one connection, p50 is the time of a request by itself: with a
// cluster, most of that is the consensus. Each `follow` is a write, as every click is counted.
// Servers, nodes and load generator share the machine: three nodes are slower here than on three
// machines, and the rates say little about those. CPU time can be compared. `server CPU s` and
// `node CPU s` are the CPU seconds that all servers and all nodes used for 1,000 requests, and
// `CPU ratio` is the sum of both, divided by that of the file in the same round. `writes per
// commit` says how many requests shared a transaction, which is one entry of the Raft log. `KiB
// written` is what servers and nodes together had the disk write for a request. Each number is the
// median of the rounds; `spread` is the distance from the slowest to the fastest. p99 is that of
// the server where it's longest. Afterwards, the rows in the database are compared with what the
// servers have responded.
//
//   npm run bench:cluster                              everything, ten minutes, and results.md
//   npm run bench:cluster -- --rounds 5 --seconds 10
//   npm run bench:cluster -- --only one-node --rows follow --connections 32
//   npm run bench:cluster -- --only three-nodes --profile
//
// Lesson: outgrowing-one-machine (appendix)

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchFolder } from '../bench/contender.ts'
import { generatorName } from '../bench/load.ts'
import { machineFacts, type Fact } from '../bench/machine.ts'
import { Processes } from '../bench/processes.ts'
import { profileTable } from '../bench/profile.ts'
import { formatText } from '../bench/report.ts'
import { pick } from '../pick.ts'
import { readOptions, type Options } from './bench/options.ts'
import { resultTable, writeResults } from './bench/report.ts'
import { runRounds } from './bench/rounds.ts'
import { guardFolder } from './guard.ts'
import { findProgram } from './program.ts'

const folder = import.meta.dirname
// On the project's disk: a /tmp may be memory, where nothing has to wait for the disk.
const dataFolder = join(folder, 'data', String(process.pid))
const profileFolder = join(folder, 'data/profile')
const resultsPath = join(folder, 'results.md')
const processes = new Processes()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The guard ends the nodes and removes the data.
  process.on(signal, () => void processes.stopAll().then(() => process.exit(130)))
}

try {
  await bench(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await processes.stopAll()
  rmSync(dataFolder, { recursive: true, force: true })
}

async function bench(options: Options): Promise<void> {
  requireGenerator()
  const needsNodes = options.setups.some(({ nodes }) => nodes > 0)
  const versions = needsNodes ? [versionFact(findProgram())] : []
  mkdirSync(dataFolder, { recursive: true })
  guardFolder(dataFolder)
  rmSync(profileFolder, { recursive: true, force: true })
  const facts = [...runFacts(options), ...machineFacts(dataFolder), ...versions]
  const { lines, stored } = await runRounds({
    ...options, processes, within: dataFolder,
    profileFolder: options.isProfiled ? profileFolder : undefined,
  })
  const { visits, links } = stored
  facts.push(['Stored', `${count(visits)} clicks and ${count(links)} links, warm-ups included: `
    + 'as many rows as responses'])
  const table = resultTable(lines)
  for (const [name, value] of facts) console.log(`${name}: ${value}`)
  console.log(`\n${formatText(table)}`)
  if (options.isProfiled) printProfiles(options)
  if (options.isPartial) return console.log('\nA part only: results.md stays as it was')
  const former = existsSync(resultsPath) ? readFileSync(resultsPath, 'utf8') : ''
  writeFileSync(resultsPath, writeResults(former, { facts, table }))
  console.log('\nWritten to test/cluster/results.md')
}

// autocannon is one of the packages of `npm run bench`.
function requireGenerator(): void {
  if (generatorName === 'wrk' || existsSync(join(benchFolder, 'node_modules'))) return
  throw new Error("Can't send requests: install wrk, or run `npm ci` in test/bench for autocannon")
}

function runFacts({ rounds, seconds }: Options): Fact[] {
  return [
    ['Date', new Date().toISOString().slice(0, 10)],
    ['Command', `npm run bench:cluster -- --rounds ${rounds} --seconds ${seconds}`],
    ['Load', `${generatorName}, one process for each server, all on one machine`],
    ['Nodes', 'on the disk below, over loopback; every entry of the Raft log waits for an fsync'],
  ]
}

function versionFact(program: string): Fact {
  const file = join(program, '../../package.json')
  return ['rqlite', String(pick(JSON.parse(readFileSync(file, 'utf8')), 'version'))]
}

// With several servers, that of one.
function printProfiles({ setups }: Options): void {
  for (const { name } of setups) {
    console.log(`\nA server of ${name}\n${formatText(profileTable(join(profileFolder, name)))}`)
  }
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}
