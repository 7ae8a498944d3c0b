// Three rounds of the crash test; `npm run crash` runs twenty.

import test from 'node:test'
import { temporaryFolder } from '../temporaryFolder.ts'
import { crashRounds, formatRound, type Round } from './rounds.ts'

test('an acknowledged write survives a kill -9, once', { timeout: 60_000 }, async (context) => {
  const folder = temporaryFolder(context)
  const seed = Date.now() % 1_000_000
  context.diagnostic(`seed ${seed}`)
  const report = (round: Round) => context.diagnostic(formatRound(round))
  await crashRounds({ folder, rounds: 3, seed, report })
})
