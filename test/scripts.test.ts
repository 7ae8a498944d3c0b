// Every script of package.json does its work when npm starts it, as a person would.

import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { temporaryFolder } from './temporaryFolder.ts'

const projectFolder = join(import.meta.dirname, '..')
const limitMs = 120_000
// A shell finds npm.cmd on Windows; the words here need no quotes.
const isWindows = process.platform === 'win32'
const shell = isWindows

const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))

/** What npm is to start, what comes back, and the exit code. */
type Row = { words?: (folder: string) => string[]; prints: RegExp; code?: number }

/** Those that end by themselves. */
const commands: Record<string, Row> = {
  'database': { words: () => ['check'], prints: /no damage|is intact|ok/i },
  'users': { words: () => ['list'], prints: /^$/ },
  'learn': { words: (folder) => ['list', '--my', join(folder, 'my')], prints: /0 {2}Start here/ },
  'lessons:sync': { words: () => ['--check'], prints: /^/ },
  // Checks a small project with a mistake, because `npm test` has just checked this one.
  'check': {
    words: (folder) => ['-p', makeMistake(folder)],
    prints: /wrong\.ts.*Type 'string' is not assignable to type 'number'/, code: 1,
  },
  'check:lesson': {
    words: () => ['00-start-here'], prints: /00-start-here: the solution passes[^]*fail 0/,
  },
  'test:cluster': {
    words: () => ['test/features/hello'],
    prints: /pass [1-9][^]*fail 0/,
  },
  'crash': { words: () => ['--rounds', '1'], prints: /Nothing that was answered is missing/ },
  'mutate': { words: () => ['peer', '--most', '1'], prints: /of 1 changes were noticed/ },
  'bench': {
    words: () => [
      '--rows', 'plaintext', '--only', 'bare', '--rounds', '1', '--seconds', '0.5',
    ],
    prints: /plaintext +bare +[\d,]+/,
  },
  // The file alone: `npm test` does without rqlite.
  'bench:cluster': {
    words: () => [
      '--only', 'sqlite', '--rows', 'follow', '--connections', '4',
      '--rounds', '1', '--seconds', '0.5',
    ],
    prints: /follow +4 +a file +1 +[\d,]+/,
  },
  'bench:growth': {
    words: () => ['--small', '100', '--large', '1000', '--rounds', '1'],
    prints: /longest/i,
  },
  'bench:import': { words: () => ['--links', '2000'], prints: /make links/ },
  'bench:jwt': { words: () => ['--rounds', '1', '--tokens', '50'], prints: /groundwork/ },
  'bench:sign-in': {
    words: () => ['--rounds', '1', '--seconds', '0.2', '--people', '4'],
    prints: /4 at once .*4 × 401/,
  },
}

/** Those that run until they're told to stop. */
const servers = ['start', 'serve', 'dev']

test('every script has a smoke test', () => {
  const known = [...Object.keys(commands), ...servers, 'share', 'test']
  assert.deepEqual(Object.keys(scripts).sort(), known.sort())
})

test('no script relies on a link that older npm does not make', () => {
  for (const [name, script] of Object.entries(scripts)) {
    assert.match(String(script), /^(npm run --silent check && )?node src\/launch\.js /, name)
  }
})

test('a browser editor installs and starts what is here, and forwards the ports', () => {
  const text = readFileSync(join(projectFolder, '.devcontainer/devcontainer.json'), 'utf8')
  const settings = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''))
  assert.match(settings.image, /^node:\d+/)
  assert.deepEqual([settings.postCreateCommand, settings.postAttachCommand],
    ['npm install', 'npm start'])
  assert.ok('start' in scripts)
  assert.deepEqual(settings.forwardPorts, [4000, 3000, 3001, 3002])
  const labelled = Object.keys(settings.portsAttributes).map(Number)
  assert.deepEqual(labelled.sort(), settings.forwardPorts.toSorted())
})

for (const name of servers) {
  test(`npm run ${name} answers, and stops when it is told to`, async (t) => {
    const folder = temporaryFolder(t)
    const words = name === 'start' ? ['--my', join(folder, 'my')] : []
    const settings = { DATA: join(folder, 'data'), PORT: '0', COURSE_PORT: '0' }
    const { child, printed } = run(t, name, { words, settings })
    const port = await until(child, () => /ready at http:\/\/localhost:(\d+)/.exec(printed())?.[1])
    const reply = await fetch(`http://127.0.0.1:${port}/hello`)
    assert.equal(await reply.text(), 'Hello, World!')
    await interrupt(child)
    await assert.rejects(fetch(`http://127.0.0.1:${port}/hello`))
  })
}

test('npm run share shares a server of its own, and stops it', async (t) => {
  const folder = temporaryFolder(t)
  const words = ['--origin', 'https://go.example']
  const settings = { DATA: join(folder, 'data'), PORT: '0' }
  const { child, printed } = run(t, 'share', { words, settings })
  await until(child, () => /To stop, press Ctrl\+C\.\s+$/.exec(printed())?.[0])
  assert.match(printed(), /Shared at https:\/\/go\.example\n/)
  const port = /ready at http:\/\/localhost:(\d+)/.exec(printed())?.[1]
  const reply = await fetch(`http://127.0.0.1:${port}/hello`)
  assert.equal(await reply.text(), 'Hello, World!')
  await interrupt(child)
  assert.match(printed(), /No longer shared\./)
  assert.ok(!existsSync(join(folder, 'data/share.json')))
  await assert.rejects(fetch(`http://127.0.0.1:${port}/hello`))
})

for (const [name, { words = () => [], prints, code = 0 }] of Object.entries(commands)) {
  test(`npm run ${name} does its work`, { skip: peersAreMissing(name) }, async (t) => {
    const folder = temporaryFolder(t)
    const settings = { DATA: await dataFolder(t, folder, name) }
    const { child, printed } = run(t, name, { words: words(folder), settings })
    const [ended] = await once(child, 'close', { signal: AbortSignal.timeout(limitMs) })
    assert.equal(ended, code, printed())
    assert.match(printed().trim(), prints)
  })
}

type Start = { words: string[]; settings: Record<string, string> }

function run(t: TestContext, name: string, { words, settings }: Start) {
  const child = spawn('npm', ['run', '--silent', name, '--', ...words], {
    cwd: projectFolder,
    shell,
    // Coverage is measured in the process of a test, and not in what it starts.
    env: { ...process.env, NODE_V8_COVERAGE: undefined, NODE_TEST_CONTEXT: undefined, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
  })
  t.after(() => isRunning(child) && tell(child, 'SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (text += String(data)))
  }
  return { child, printed: () => stripVTControlCharacters(text) }
}

/** Presses Ctrl+C, and waits until the last process that could write to the output is gone. */
async function interrupt(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close', { signal: AbortSignal.timeout(limitMs) })
  tell(child, 'SIGINT')
  await closed
}

// As a terminal does: every process hears it. (npm 9 and 10 don't pass signals on.)
function tell(child: ChildProcess, signal: NodeJS.Signals): void {
  if (isWindows || child.pid === undefined) child.kill(signal)
  else process.kill(-child.pid, signal)
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

async function until<Value>(
  child: ChildProcess, find: () => Value | undefined,
): Promise<Value> {
  const signal = AbortSignal.timeout(limitMs)
  for (let found = find(); ; found = find()) {
    if (found !== undefined) return found
    if (child.stderr === null) throw new Error('There is nothing to read')
    await once(child.stderr, 'data', { signal })
  }
}

/** A project with the settings of this one, and a file that they don't allow. */
function makeMistake(folder: string): string {
  writeFileSync(join(folder, 'wrong.ts'), "export const port: number = '3000'\n")
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    extends: join(projectFolder, 'tsconfig.json'), compilerOptions: { types: [] },
    include: ['wrong.ts'], exclude: [],
  }))
  return folder
}

/** A folder with a database, for the tools that need one. */
async function dataFolder(t: TestContext, folder: string, name: string): Promise<string> {
  const data = join(folder, 'data')
  if (name !== 'database' && name !== 'users') return data
  const settings = { DATA: data, PORT: '0' }
  const { child, printed } = run(t, 'serve', { words: [], settings })
  await until(child, () => /ready at/.exec(printed())?.[0])
  await interrupt(child)
  return data
}

/** Some scripts need packages of their own. CI must be able to get them. */
function peersAreMissing(name: string): string | false {
  if (name === 'test:cluster') return rqliteIsMissing()
  const folder = join(projectFolder, 'test/bench')
  const isThere = existsSync(join(folder, 'node_modules'))
  if (isThere || !['bench', 'bench:jwt'].includes(name)) return false
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0']
  const { status } = spawnSync('npm', words, { cwd: folder, shell, timeout: limitMs })
  if (status === 0 || process.env['CI'] !== undefined) return false
  return 'the packages to measure against could not be downloaded'
}

// Nobody needs rqlite to test Groundwork: the script installs it when somebody wants it.
function rqliteIsMissing(): string | false {
  const isThere = existsSync(join(projectFolder, 'test/cluster/node_modules'))
  return isThere || process.env['CI'] !== undefined ? false : 'rqlite is not installed'
}

test('an unknown option of a script for developers is named in one sentence', () => {
  const files = [
    'run', 'mutate', 'crash/crash', 'cluster/run', 'bench/growth', 'bench/importLinks',
    'bench/jwt', 'bench/signIn', 'bench/bench', 'cluster/bench',
  ]
  for (const file of files) {
    const path = join(import.meta.dirname, `${file}.ts`)
    const { status, stderr } = spawnSync(process.execPath, [path, '--nonsense'], {
      encoding: 'utf8', timeout: limitMs,
    })
    assert.equal(status, 1, file)
    assert.match(stderr, /^Unknown option '--nonsense'[^\n]*\n$/, file)
  }
})

test('mutate names its subjects when it is asked for another one', () => {
  const path = join(import.meta.dirname, 'mutate.ts')
  const { status, stderr } = spawnSync(process.execPath, [path, 'nonsense'], {
    encoding: 'utf8', timeout: limitMs,
  })
  assert.equal(status, 1)
  assert.match(stderr, /^There is no subject nonsense\. The subjects are router, /)
})
