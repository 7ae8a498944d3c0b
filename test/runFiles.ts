// Runs test files: each in a process of its own, several at once, and prints what they say.
//
// Lesson: testing (appendix)

import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'

export type RunOptions = {
  /** The files, with their full paths, in the order in which they start. */
  files: readonly string[]
  /** Only tests whose names have one of these. */
  patterns?: readonly string[] | undefined
  /** Fails if fewer lines of src/ than this many percent were run. */
  lineCoverage?: number | undefined
  /** Ends a file that takes longer. */
  timeoutMs?: number | undefined
}

const root = join(import.meta.dirname, '..')
// Linux keeps the files of this folder in memory. In a container it can be far too small.
const memoryFolder = '/dev/shm'
const neededBytes = 4 * 1024 ** 3

/** Runs the files. The process ends with an exit code of 1 if one of them fails. */
export function runFiles(
  { files, patterns = [], lineCoverage, timeoutMs = Infinity }: RunOptions,
): void {
  // What the tests write is gone a moment later: where memory has room for it, none waits for a
  // disk.
  if (hasRoom(memoryFolder)) process.env['TMPDIR'] = memoryFolder
  // Each source file is compiled once, and not again in every process.
  const compiled = mkdtempSync(join(tmpdir(), 'groundwork-compiled-'))
  process.env['NODE_COMPILE_CACHE'] = compiled
  process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))
  run({
    cwd: root,
    files,
    // One more than there are processors: some tests only wait.
    concurrency: availableParallelism() + 1,
    testNamePatterns: [...patterns],
    timeout: timeoutMs,
    // Most tests need none of Node's HTTP client, and would load all of it.
    execArgv: ['--import', pathToFileURL(join(root, 'src/course/check/lightHttp.ts')).href],
    ...(lineCoverage !== undefined && {
      coverage: true,
      coverageIncludeGlobs: ['src/**'],
      coverageExcludeGlobs: ['src/features/site/assets/**'],
      lineCoverage,
    }),
  })
    .on('test:summary', ({ success, file }) => {
      if (file === undefined && !success) process.exitCode = 1
    })
    .compose(spec)
    .pipe(process.stdout)
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
