// The launcher as npm starts it: which Node it takes, and what it passes on.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { Program } from './program.ts'
import { limitMs } from './serverProcess.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const projectFolder = join(import.meta.dirname, '..')
const launcher = join(projectFolder, 'src/launch.js')
const pinned = readFileSync(join(projectFolder, '.node-version'), 'utf8').trim()
const onPosix = { skip: process.platform === 'win32' && 'Windows has no signals' }

function launch(words: string[], path = launcher) {
  const { status, signal, stdout, stderr } =
    spawnSync(process.execPath, [path, ...words], { encoding: 'utf8', timeout: limitMs })
  return { status, signal, stdout, stderr }
}

test('the pinned Node runs the program, and no other', () => {
  const { stdout } = launch(['-p', 'process.version + " " + process.execPath'])
  assert.equal(stdout.split(' ')[0], `v${pinned}`)
  assert.match(stdout, /node_modules.node-[\w-]+.bin.node/)
})

test('the pinned version is that of the packages', () => {
  const text = readFileSync(join(projectFolder, 'package.json'), 'utf8')
  const { optionalDependencies } = JSON.parse(text)
  assert.deepEqual([...new Set(Object.values(optionalDependencies))], [pinned])
})

test('arguments arrive as they were given', () => {
  const words = ['a b', '', '"quoted"', "it's", '$HOME', '*', '--version', 'ü']
  const { stdout } = launch(['-p', 'JSON.stringify(process.argv.slice(1))', '--', ...words])
  assert.deepEqual(JSON.parse(stdout), words)
})

test('a package that a production install lacks is named', () => {
  const { status, stderr } = launch(['node_modules/no-such-package/bin/it', '--noEmit'])
  assert.equal(status, 1)
  assert.equal(stderr, 'node_modules/no-such-package/bin/it is missing. Run npm install '
    + '--include=dev, which also installs what only developers need\n')
})

test('it ends as the program ended', onPosix, () => {
  const rows: [program: string, status: number | null, signal: string | null][] = [
    ['0', 0, null],
    ['process.exit(1)', 1, null],
    ['process.exit(130)', 130, null],
    ['throw new Error("no")', 1, null],
    ['process.kill(process.pid, "SIGTERM")', null, 'SIGTERM'],
    ['process.kill(process.pid, "SIGKILL")', null, 'SIGKILL'],
    ['process.kill(process.pid, "SIGUSR2")', null, 'SIGUSR2'],
  ]
  for (const [program, status, signal] of rows) {
    const ended = launch(['-e', program])
    assert.deepEqual([ended.status, ended.signal], [status, signal], program)
  }
})

const forwarded = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const
for (const signal of forwarded) {
  test(`${signal} is passed on`, onPosix, async (t) => {
    const hear = `console.log('heard ${signal}'); process.exit(7)`
    const says = `process.on('${signal}', () => { ${hear} })`
    const stays = 'setInterval(() => undefined, 1000); console.log("here")'
    const program = new Program(t, ['src/launch.js', '-e', `${says}; ${stays}`], {})
    await program.until(() => program.output.includes('here'))
    program.child.kill(signal)
    assert.equal(await program.ended(), 7)
    assert.match(program.output, new RegExp(`heard ${signal}\n`))
  })
}

test('copies of one Ctrl+C stop a server once', onPosix, async (t) => {
  const settings = { DATA: temporaryFolder(t), PORT: '0', LOG: 'json' }
  const program = new Program(t, ['src/launch.js', 'src/main.ts'], settings)
  await program.until(() => program.output.includes('"started"'))
  const server = Number(/"process":(\d+)/.exec(program.output)?.[1])
  // The terminal tells both, npm tells the launcher again, and the launcher tells the server.
  for (const id of [program.child.pid ?? 0, server, program.child.pid ?? 0]) {
    process.kill(id, 'SIGINT')
  }
  assert.equal(await program.ended(), 0)
  assert.match(program.output, /"event":"stopped"/)
})

test('a server ends when npm or its shell is gone', onPosix, async (t) => {
  const settings = { DATA: temporaryFolder(t), PORT: '0', LOG: 'json' }
  const command = `"${process.execPath}" "${launcher}" src/main.ts & wait`
  const shell = spawn('sh', ['-c', command], {
    cwd: projectFolder,
    env: { ...process.env, ...settings, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  shell.stdout.on('data', (data) => (output += String(data)))
  t.after(() => shell.kill('SIGKILL'))
  const signal = AbortSignal.timeout(limitMs)
  while (!output.includes('"started"')) await once(shell.stdout, 'data', { signal })
  shell.kill('SIGKILL')
  // The end of the output comes when the last process that could write to it is gone.
  await once(shell.stdout, 'close', { signal })
  assert.match(output, /"event":"stopped"/)
})

test('a program that was told to end is told once, though npm and its shell go first', onPosix,
  async (t) => {
    const path = join(temporaryFolder(t), 'program.cjs')
    writeFileSync(path, `for (const signal of ['SIGHUP', 'SIGTERM']) {
      process.on(signal, () => { console.log(signal); setTimeout(process.exit, 1500, 0) })
    }
    setInterval(() => undefined, 1000)
    console.log('started')`)
    const command = `"${process.execPath}" "${launcher}" "${path}" & wait`
    const shell = spawn('sh', ['-c', command], {
      detached: true,
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let output = ''
    shell.stdout.on('data', (data) => (output += String(data)))
    const tell = (signal: NodeJS.Signals) => process.kill(-(shell.pid ?? 0), signal)
    t.after(() => output.includes('SIGHUP') || tell('SIGKILL'))
    const signal = AbortSignal.timeout(limitMs)
    while (!output.includes('started')) await once(shell.stdout, 'data', { signal })
    // As when the window of a terminal is closed.
    tell('SIGHUP')
    await once(shell.stdout, 'close', { signal })
    assert.match(output, /SIGHUP/)
    assert.doesNotMatch(output, /SIGTERM/)
  })

test('what was started without npm outlives its shell, as a service should', onPosix, async (t) => {
  const program = 'setTimeout(() => console.log("still here"), 1500)'
  const env = { ...process.env, npm_lifecycle_event: undefined }
  const command = `"${process.execPath}" "${launcher}" -e '${program}' & echo started; wait`
  const shell = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  t.after(() => shell.kill('SIGKILL'))
  let output = ''
  shell.stdout.on('data', (data) => (output += String(data)))
  const signal = AbortSignal.timeout(limitMs)
  while (!output.includes('started')) await once(shell.stdout, 'data', { signal })
  shell.kill('SIGKILL')
  await once(shell.stdout, 'close', { signal })
  assert.match(output, /still here/)
})

type Machine = { version: string; packaged?: string }

/** A project folder of its own, in which another version is pinned, and perhaps installed. */
function projectWith(t: TestContext, { version, packaged }: Machine): string {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'src'))
  copyFileSync(launcher, join(folder, 'src/launch.js'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, '.node-version'), `${version}\n`)
  if (packaged !== undefined) {
    const system = process.platform === 'win32' ? 'win' : process.platform
    const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
    const node = join(folder, 'node_modules', `node-${system}-${process.arch}`, file)
    mkdirSync(dirname(node), { recursive: true })
    writeFileSync(node, packaged)
    chmodSync(node, 0o755)
  }
  return join(folder, 'src/launch.js')
}

test('without a package it runs on the Node that is there, if that is new enough', (t) => {
  const [major = ''] = process.versions.node.split('.')
  for (const version of [process.versions.node, `${major}.99.0`, '18.0.0']) {
    const { status, stdout } = launch(['-p', '1 + 1'], projectWith(t, { version }))
    assert.deepEqual([status, stdout], [0, '2\n'], version)
  }
})

test('a package that this machine cannot execute is passed over', onPosix, (t) => {
  const packaged = '#!/no/such/loader\n'
  const path = projectWith(t, { version: process.versions.node, packaged })
  assert.equal(launch(['-p', '1 + 1'], path).stdout, '2\n')
})

test('where no Node fits, one sentence says what to do', (t) => {
  const version = '99.0.0'
  for (const machine of [{ version }, { version, packaged: '#!/no/loader\n' }]) {
    const { status, stdout, stderr } = launch(['-p', '1'], projectWith(t, machine))
    assert.deepEqual([status, stdout], [1, ''])
    assert.match(stderr, /^Groundwork needs Node 99, and this is Node [\d.]+\. Run npm i[^\n]+\n$/)
  }
})

test('it is plain JavaScript that Node 18 can read', () => {
  const text = readFileSync(launcher, 'utf8')
  // What came after Node 18 and would be tempting here.
  assert.doesNotMatch(text, /import\.meta\.(dirname|filename)|with \{ type|withResolvers|import\(/)
})
