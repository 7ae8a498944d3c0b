// Starts a program with the Node that this project is written for, as in `node src/launch.js
// src/main.ts`. The pinned Node is a package, found by its path: npm doesn't always link it as a
// command (npm 9 to 11.6 don't). This file is plain JavaScript, because any Node from 18 must be
// able to run it.
// Lesson: deploying (tour)

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

// On Windows a console sends Ctrl+C to every process in it, and kill() ends a process at once.
const isWindows = process.platform === 'win32'
const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2']
const parentCheckMs = 500

const projectFolder = new URL('../', import.meta.url)
const pinnedVersion = readFileSync(new URL('.node-version', projectFolder), 'utf8').trim()
const pinnedMajor = majorOf(pinnedVersion)
const words = process.argv.slice(2)

const packageFolder = /^node_modules[\\/]/
// A production install has no development packages, and Node's message wouldn't say what to do.
if (packageFolder.test(words[0] ?? '') && !existsSync(new URL(words[0], projectFolder))) {
  end(`${words[0]} is missing. Run npm install --include=dev, which also installs what only `
    + 'developers need')
} else {
  start(candidates())
}

/** Lists the Nodes that may run the program, first choice first. */
function candidates() {
  const system = isWindows ? 'win' : process.platform
  const file = isWindows ? 'bin/node.exe' : 'bin/node'
  const packages = [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]
  const pinned = packages
    .map((name) => fileURLToPath(new URL(`node_modules/${name}/${file}`, projectFolder)))
    .filter((path) => existsSync(path))
  const isNewEnough = majorOf(process.versions.node) >= pinnedMajor
  return isNewEnough ? [...pinned, process.execPath] : pinned
}

/** Runs the first Node that this machine can execute (a package for glibc can't run on musl). */
function start([node, ...others]) {
  if (node === undefined) return refuse()
  const child = spawn(node, words, { stdio: 'inherit' })
  // A signal that can't be sent later is an error too: then the program runs already.
  child.on('error', () => child.pid === undefined && start(others))
  child.once('spawn', () => accompany(child))
}

function refuse() {
  end(`Groundwork needs Node ${pinnedMajor}, and this is Node ${process.versions.node}. `
    + `Run npm install, which also installs Node ${pinnedMajor}. If that doesn't help on this kind `
    + `of machine (${process.platform}-${process.arch}), install it from https://nodejs.org`)
}

function end(message) {
  console.error(message)
  process.exitCode = 1
}

/** Passes signals on to the program, and ends as it ends. */
function accompany(child) {
  let isToldToEnd = false
  for (const signal of isWindows ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : forwardedSignals) {
    process.on(signal, () => {
      isToldToEnd ||= signal === 'SIGTERM' || signal === 'SIGHUP'
      if (!isWindows) child.kill(signal)
    })
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    // A second signal would end a server at once, in the middle of its responses.
    onParentGone(() => isToldToEnd || child.kill('SIGTERM'))
  }
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    endBy(signal)
  })
}

/** Ends this process by the signal that ended the program, so that a shell sees the same. */
function endBy(signal) {
  if (isWindows) process.exit(1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  // Signals that Node can't be ended by (SIGUSR1, say) leave us here: then say it as shells do.
  setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100)
}

// When npm is told to end, some shells (dash, which is Debian's) end without telling the program,
// which would keep its port. A process whose parent has ended gets another parent.
function onParentGone(callback) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    callback()
  }, parentCheckMs)
  timer.unref()
}

function majorOf(version) {
  return Number(version.split('.', 1)[0])
}
