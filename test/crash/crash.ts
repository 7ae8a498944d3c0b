// Runs the crash test for longer: `npm run crash`, or `npm run crash -- --rounds 100 --seed 7`.
// With `--cluster`, it's the one with three rqlite nodes and two servers. After a failure the
// database stays where it is, to be looked at.

import { readArguments } from '../readArguments.ts'
import { makeFolder, removeFolder } from '../temporaryFolder.ts'
import {
  clusterRounds, formatClusterRound, formatFailovers, type ClusterRound,
} from './clusterRounds.ts'
import { crashRounds, formatRound } from './rounds.ts'

const { values } = readArguments({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    cluster: { type: 'boolean', default: false },
  },
})
const rounds = wholeNumber('--rounds', values.rounds)
const seed = wholeNumber('--seed', values.seed)
const folder = makeFolder()
console.log(`Seed ${seed}, database in ${folder}`)
await (values.cluster ? crashCluster() : crashServer())
removeFolder(folder)
console.log('Nothing that was answered is missing, and nothing is counted twice')

function crashServer(): Promise<void> {
  return crashRounds({ folder, rounds, seed, report: (round) => console.log(formatRound(round)) })
}

async function crashCluster(): Promise<void> {
  const done: ClusterRound[] = []
  const report = (round: ClusterRound) => {
    done.push(round)
    console.log(formatClusterRound(round))
  }
  await clusterRounds({ folder, rounds, seed, report })
  for (const line of formatFailovers(done)) console.log(line)
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`Write a whole number after ${name}, not ${JSON.stringify(text)}`)
}
