// Runs the tests as `npm test` does: every file in a process of its own, several at once, the ones
// that take longest first, so that the end isn't one long wait. Lesson: testing (tour)
//
//   npm test                                        everything, with coverage
//   npm test -- test/http/router.test.ts            these files alone
//   npm test -- --test-name-pattern "a literal"     tests with such a name
//   CI=1 npm test                                   the exercises with three seeds

import { accessSync, constants, globSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const leastLineCoverage = 95
// Linux keeps the files of this folder in memory. In a container it can be far too small.
const memoryFolder = '/dev/shm'
const neededBytes = 4 * 1024 ** 3
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

// What the tests write is gone a moment later: where memory has room for it, none waits for a disk.
if (hasRoom(memoryFolder)) process.env['TMPDIR'] = memoryFolder

// Each source file is compiled once, and not again in every process.
const compiled = mkdtempSync(join(tmpdir(), 'groundwork-compiled-'))
process.env['NODE_COMPILE_CACHE'] = compiled
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))

run({
  cwd: root,
  files: positionals.length === 0 ? allFiles() : positionals.map(absolute),
  // One more than there are processors: some tests only wait.
  concurrency: availableParallelism() + 1,
  testNamePatterns: patterns,
  // Most tests need none of Node's HTTP client, and would load all of it.
  execArgv: ['--import', pathToFileURL(join(root, 'src/course/check/lightHttp.ts')).href],
  ...(wantsAll && {
    coverage: true,
    coverageIncludeGlobs: ['src/**'],
    coverageExcludeGlobs: ['src/features/site/assets/**'],
    lineCoverage: leastLineCoverage,
  }),
})
  .on('test:summary', ({ success, file }) => {
    if (file === undefined && !success) process.exitCode = 1
  })
  .compose(spec)
  .pipe(process.stdout)

function allFiles(): string[] {
  const paths = globSync('test/**/*.test.ts', { cwd: root, exclude })
  return paths.sort().sort((one, other) => rank(one) - rank(other)).map(absolute)
}

function hasRoom(folder: string): boolean {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return false
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= neededBytes
  } catch {
    return false
  }
}

function rank(path: string): number {
  const found = slowest.findIndex((start) => path.startsWith(start))
  return found === -1 ? slowest.length : found
}

function absolute(path: string): string {
  return join(root, path)
}
