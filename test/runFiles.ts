// Runs test files in several processes at once, and prints what they say. Several files can share a
// process.
//
// Lesson: testing (appendix)

import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { availableParallelism, constants as system, tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { stopCoverage } from 'node:v8'
import { killMarked } from '../src/course/check/strays.ts'

export type RunOptions = {
  /** The files of each process, with their full paths, in the order in which they start. */
  processes: readonly (readonly string[])[]
  /** Only tests whose names have one of these. */
  patterns?: readonly string[] | undefined
  /** Fails if fewer lines of src/ than this many percent were run. */
  lineCoverage?: number | undefined
  /** Ends a process that takes longer. */
  timeoutMs?: number | undefined
}

const root = join(import.meta.dirname, '..')
const isWindows = process.platform === 'win32'
const markVariable = 'GROUNDWORK_TESTS'
const lastWritesMs = 300
// Linux keeps the files of this folder in memory. In a container it can be far too small.
const memoryFolder = '/dev/shm'
const neededBytes = 4 * 1024 ** 3

/** Runs the files. The process ends with an exit code of 1 if one of them fails. */
export function runFiles(
  { processes, patterns = [], lineCoverage, timeoutMs = Infinity }: RunOptions,
): void {
  const folder = useOwnFolder()
  // Each source file is compiled once, and not again in every process.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled')
  run({
    signal: endTogether(),
    cwd: root,
    files: processes.map((files, index) => fileOf(files, join(folder, `files-${index}.test.mjs`))),
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

// The runner starts a process for each file, so several files need one that imports them.
function fileOf(files: readonly string[], path: string): string {
  const [only, ...others] = files
  if (only !== undefined && others.length === 0) return only
  writeFileSync(path, files.map((file) => `import '${pathToFileURL(file).href}'\n`).join(''))
  return path
}

// What the tests write is deleted a moment later, so it's kept in memory if there's room, and no
// test waits for a disk. It's all in one folder, so a run that ends early leaves nothing behind.
function useOwnFolder(): string {
  if (hasRoom(memoryFolder)) process.env['TMPDIR'] = memoryFolder
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-tests-'))
  for (const name of isWindows ? ['TEMP', 'TMP'] : ['TMPDIR']) process.env[name] = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

// When Node's runner is told to end, the processes of its tests go on running, and so do the
// servers and browsers that they started. All inherit the mark, even those of a run within a run.
function endTogether(): AbortSignal {
  const mark = [process.env[markVariable], randomUUID()].filter(Boolean).join('.')
  process.env[markVariable] = mark
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The launcher may pass on a second signal, which mustn't end this before it's done.
    process.on(signal, () => {
      controller.abort()
      killMarked(mark, process.pid, markVariable)
      // A file that is written while the folder is removed, or later, would stay. The processes of
      // a browser still write for a moment after it ends, and so does this one.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lastWritesMs)
      stopCoverage()
      process.exit(128 + system.signals[signal])
    })
  }
  return controller.signal
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
