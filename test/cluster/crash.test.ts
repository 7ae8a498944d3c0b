// A round for each kind of outage; `npm run crash -- --cluster` runs twenty.

import test from 'node:test'
import { clusterRounds, formatClusterRound, type ClusterRound } from '../crash/clusterRounds.ts'
import { outages } from '../crash/outages.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const limit = { timeout: 120_000 }

test('what was acknowledged before an outage is on every node, once', limit, async (context) => {
  const folder = temporaryFolder(context)
  const seed = Date.now() % 1_000_000
  context.diagnostic(`seed ${seed}`)
  const report = (round: ClusterRound) => context.diagnostic(formatClusterRound(round))
  await clusterRounds({ folder, rounds: outages.length, seed, report })
})
