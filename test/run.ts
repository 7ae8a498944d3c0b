// Runs the tests as `npm test` does: every file in a process of its own, several at once, the ones
// that take longest first, so that the end isn't one long wait. Lesson: testing (tour)
//
//   npm test                                        everything, with coverage
//   npm test -- test/http/router.test.ts            these files alone
//   npm test -- --test-name-pattern "a literal"     tests with such a name
//   CI=1 npm test                                   the exercises with three seeds

import { globSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runFiles } from './runFiles.ts'

const root = join(import.meta.dirname, '..')
const leastLineCoverage = 95
// These have package files of their own, or are started by hand.
const exclude = ['test/bench/**', 'test/cluster/**']
// By the seconds of processor time that they take.
const slowest = [
  'test/course/proof', 'test/scripts', 'test/browser/accounts', 'test/browser', 'test/main',
  'test/linear', 'test/course', 'test/crash', 'test/tools', 'test/database',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'test-name-pattern': { type: 'string', multiple: true } },
})
const patterns = values['test-name-pattern'] ?? []
const wantsAll = positionals.length === 0 && patterns.length === 0

runFiles({
  files: positionals.length === 0 ? allFiles() : positionals.map(absolute),
  patterns,
  lineCoverage: wantsAll ? leastLineCoverage : undefined,
})

function allFiles(): string[] {
  const paths = globSync('test/**/*.test.ts', { cwd: root, exclude })
  return paths.sort().sort((one, other) => rank(one) - rank(other)).map(absolute)
}

function rank(path: string): number {
  const found = slowest.findIndex((start) => path.startsWith(start))
  return found === -1 ? slowest.length : found
}

function absolute(path: string): string {
  return join(root, path)
}
