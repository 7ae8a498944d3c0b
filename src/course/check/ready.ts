// Waits until a program listens on its port, or finds out why it doesn't.

import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { CommonId } from './commonFindings.ts'
import { findSyntaxError } from './crash.ts'
import { listeningPorts } from './listeningPorts.ts'
import type { Program } from './program.ts'
import { isAtWork, startLimit, untilAsleep } from './programTime.ts'

export type Readiness =
  | { state: 'ready'; host: string }
  | { state: 'failed'; id: CommonId; actual: string }

const askEveryMs = 15
const lookEveryMs = 150
const longestStartMs = 2_000
const longestDoubtMs = 2_000

/** Waits until the program listens on the port; gives the IP address where it can be reached. */
export async function waitUntilReady(
  program: Program,
  port: number,
  timeoutMs: number,
): Promise<Readiness> {
  let isOver = false
  const cancel = startLimit(timeoutMs, () => [program.processId], () => (isOver = true))
  try {
    const readiness = await lookUntil(program, port, () => isOver)
    if (readiness !== undefined) return readiness
    const actual = `${timeoutMs / 1000} seconds after the start, nothing listened on port ${port}`
    return failed('never-listening', actual)
  } finally {
    cancel()
  }
}

async function lookUntil(
  program: Program, port: number, isOver: () => boolean,
): Promise<Readiness | undefined> {
  const start = performance.now()
  let nextLookMs = lookEveryMs
  let suspicions = 0
  while (true) {
    if (program.ending() !== undefined) return explainEnd(program)
    const waitedMs = performance.now() - start
    const host = program.hasPreload ? hostToldOf(program, port) : await hostThatAnswers(port)
    if (host !== undefined && (waitedMs > longestDoubtMs || await isListener(program, port))) {
      return { state: 'ready', host }
    }
    if (isOver()) return undefined
    if (waitedMs > nextLookMs && !isStarting(program, waitedMs)) {
      const isLastLook = suspicions + 1 >= suspicionsNeeded(program)
      // While it's busy, it may be about to end, or to listen where it should.
      if (isLastLook) await untilAsleep(program.processId, askEveryMs)
      if (program.ending() !== undefined) continue
      nextLookMs = waitedMs + lookEveryMs
      const found = await lookAtPorts(program, port)
      if (found?.state === 'ready') return found
      // What's true only for a moment isn't a mistake: a program may open two ports, or crash.
      suspicions = found === undefined ? 0 : suspicions + 1
      if (found !== undefined && suspicions >= suspicionsNeeded(program)) return found
    }
    await pause(askEveryMs)
  }
}

// To look at the ports takes long on a busy machine. A program that tells its own is mostly at work
// until then: it loads its modules.
function isStarting({ hasPreload, processId }: Program, waitedMs: number): boolean {
  return hasPreload && waitedMs < longestStartMs && isAtWork(processId)
}

/** Names what ended a program before it listened, from what it printed. */
async function explainEnd(program: Program): Promise<Readiness> {
  const ending = await program.ended
  const output = program.output()
  if (ending.error !== undefined) return failed('command-not-found', ending.error.message)
  if (ending.code === 127) return failed('command-not-found', lastLine(output))
  const busy = /EADDRINUSE[^\n]*?:(\d+)\b|Address already in use/i.exec(output)
  if (busy !== null) {
    const actual = busy[1] === undefined ? lastLine(output) : `Port ${busy[1]} is already in use`
    return failed('port-busy', actual)
  }
  if (/ERR_UNKNOWN_FILE_EXTENSION|Unknown file extension "\.ts"|bad option: --/.test(output)) {
    return failed('wrong-node', lastLine(output))
  }
  const mistake = findSyntaxError({ output, events: program.events() })
  if (ending.code !== 0 && mistake !== undefined) return failed('syntax-error', mistake)
  const id = ending.code === 0 ? 'ended-at-start' : 'crashed-at-start'
  return failed(id, `It ended with exit code ${ending.code ?? ending.signal ?? 'unknown'}`)
}

function hostToldOf(program: Program, port: number): string | undefined {
  const told = program.events().find((event) => event.event === 'listening' && event.port === port)
  if (told?.event !== 'listening') return undefined
  const { address } = told
  if (address === '::1') return '::1'
  const isReachable = /^(?:::|0\.0\.0\.0|(?:::ffff:)?127\..*)$/.test(address)
  return isReachable ? '127.0.0.1' : undefined
}

// While a program starts, another process may accept connections on its port: another check that
// looks for a free one, or a program that took it while this one was stopped. A program in a
// container looks the same, so after `longestDoubtMs` whatever listens there is taken for the
// program. On Windows, we can't find out the ports of what a shell starts.
async function isListener({ hasPreload, processId }: Program, port: number): Promise<boolean> {
  if (hasPreload || process.platform === 'win32') return true
  const own = await listeningPorts(processId)
  return own.some((place) => place.port === port)
}

// A program in another language may open a port for its debugger first, and start slowly.
function suspicionsNeeded({ hasPreload }: Program): number {
  return hasPreload ? 2 : 8
}

async function lookAtPorts(program: Program, port: number): Promise<Readiness | undefined> {
  const told = program.events().filter((event) => event.event === 'listening')
  // The preload hears only of its own process: a child may be the one that listens.
  const found = [...told, ...await listeningPorts(program.processId)]
  const [other] = found
  const own = found.find((place) => place.port === port)
  if (own !== undefined) {
    const host = await hostThatAnswers(port)
    if (host !== undefined) return { state: 'ready', host }
    return failed('wrong-address', `It listens on ${own.address}, port ${port}`)
  }
  if (other === undefined) return undefined
  return failed('hard-coded-port', `PORT was ${port}, and your program listens on ${other.port}`)
}

function failed(id: CommonId, actual: string): Readiness {
  return { state: 'failed', id, actual }
}

async function hostThatAnswers(port: number): Promise<string | undefined> {
  for (const host of ['127.0.0.1', '::1']) {
    if (await isAnswering(host, port)) return host
  }
  return undefined
}

function isAnswering(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.once('connect', () => {
      resolve(true)
      socket.end()
      socket.resume()
    })
    socket.on('error', () => resolve(false))
  })
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
