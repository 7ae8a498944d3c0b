// Three rounds of the crash test; `npm run crash` runs twenty.

import test from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crashRounds } from './rounds.ts'

test('what was answered before a kill -9 is stored, once', { timeout: 60_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-crash-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const seed = Date.now() % 1_000_000
  t.diagnostic(`seed ${seed}`)
  await crashRounds({ folder, rounds: 3, seed, report: (report) => t.diagnostic(JSON.stringify(report)) })
})
