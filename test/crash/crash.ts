// Runs the crash test for longer: `npm run crash`, or `npm run crash -- --rounds 100 --seed 7`.

import { parseArgs } from 'node:util'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crashRounds } from './rounds.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'groundwork-crash-'))
console.log(`Seed ${seed}, database in ${folder}`)
await crashRounds({
  folder,
  rounds: Number(values.rounds),
  seed,
  report: ({ round, links, people, bots, unanswered }) => {
    console.log(`Round ${round}: ${links} links and ${people} + ${bots} clicks (people + bots) were ` +
      `acknowledged, all are stored; ${unanswered} were cut off`)
  },
})
rmSync(folder, { recursive: true })
console.log('Nothing that was answered is missing, and nothing is counted twice')
