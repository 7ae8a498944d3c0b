// Runs the tests as `npm test` does: in several processes at once, the files that take longest
// first, so that the end isn't one long wait. Lesson: testing (tour)
//
//   npm test                                        everything, with an eighth of the wrong answers
//   npm test -- test/http/router.test.ts            these files alone, or those of a folder
//   npm test -- --test-name-pattern "a literal"     tests with such a name
//   CI=1 npm test                                   everything, with coverage and three seeds

import { globSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readArguments } from './readArguments.ts'
import { runFiles } from './runFiles.ts'

const root = join(import.meta.dirname, '..')
const leastLineCoverage = 95
// To measure it takes a tenth more processor time.
const measuresCoverage = process.env['CI'] === '1'
// The known wrong answers of the exercises take half of the time of all tests.
const partsOfWrongAnswers = 8
// These have package files of their own, or are started by hand.
const exclude = ['test/bench/**', 'test/cluster/**']
// Each has a process of its own, and those that take the most processor time come first. The last
// one hashes at the real cost, while others make hashing cheap in their process.
const alone = [
  'test/course/proof', 'test/scripts', 'test/browser/accounts', 'test/browser', 'test/main',
  'test/linear', 'test/crash', 'test/tools', 'test/course/terminal',
  'test/auth/passwords/password.test.ts',
]
// Starting Node and loading the server takes longer than the tests in most other files, so these
// share a few processes.
const sharedProcesses = 6

const { values, positionals } = readArguments({
  allowPositionals: true,
  options: { 'test-name-pattern': { type: 'string', multiple: true } },
})
const patterns = values['test-name-pattern'] ?? []
const wantsAll = positionals.length === 0 && patterns.length === 0

if (wantsAll && process.env['CI'] !== '1') {
  process.env['PROOF_PARTS'] = String(partsOfWrongAnswers)
  console.log('An eighth of the known wrong answers is run, others each day. CI=1 runs all of them')
}

runFiles({
  processes: positionals.length === 0 ? allFiles() : positionals.flatMap(filesAt),
  patterns,
  lineCoverage: wantsAll && measuresCoverage ? leastLineCoverage : undefined,
})

function filesAt(path: string): string[][] {
  const place = resolve(root, path)
  if (statSync(place, { throwIfNoEntry: false })?.isFile()) return [[place]]
  const found = globSync('**/*.test.ts', { cwd: place }).sort()
  if (found.length > 0) return found.map((file) => [join(place, file)])
  console.error(`Cannot find tests at ${path}: name a test file or a folder that contains some`)
  process.exit(1)
}

function allFiles(): string[][] {
  const found = globSync('test/**/*.test.ts', { cwd: root, exclude })
  const paths = found.map((path) => path.replaceAll('\\', '/')).sort()
  const single = paths.filter(isAlone).sort((one, other) => rank(one) - rank(other))
  const shared = paths.filter((path) => !isAlone(path))
  const groups = Array.from({ length: sharedProcesses }, (_, group) =>
    shared.filter((_path, index) => index % sharedProcesses === group))
  return [...single.map((path) => [path]), ...groups].map((group) => group.map(absolute))
}

function isAlone(path: string): boolean {
  return rank(path) !== -1
}

function rank(path: string): number {
  return alone.findIndex((start) => path.startsWith(start))
}

function absolute(path: string): string {
  return join(root, path)
}
