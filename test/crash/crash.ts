// Runs the crash test for longer: `npm run crash`, or `npm run crash -- --rounds 100 --seed 7`.
// After a failure the database stays where it is, to be looked at.

import { parseArgs } from 'node:util'
import { makeFolder, removeFolder } from '../temporaryFolder.ts'
import { crashRounds, formatRound } from './rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const rounds = wholeNumber('--rounds', values.rounds)
const seed = wholeNumber('--seed', values.seed)
const folder = makeFolder()
console.log(`Seed ${seed}, database in ${folder}`)
await crashRounds({ folder, rounds, seed, report: (round) => console.log(formatRound(round)) })
removeFolder(folder)
console.log('Nothing that was answered is missing, and nothing is counted twice')

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`Write a whole number after ${name}, not ${JSON.stringify(text)}`)
}
