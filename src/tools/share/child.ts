// A program that sharing starts: the server, a learner's program, or a tunnel. All of them end with
// it. Lesson: share-it (appendix)

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { environmentWith } from '../../basics/config.ts'
import { waitUntil } from './target.ts'

export type ChildPlan = {
  /** The program and its words; or a command for the shell, such as `python3 app.py`. */
  file: string
  words?: readonly string[]
  isCommand?: boolean
  /** Whether the processes that it starts have to end with it: one of them may listen. */
  hasGroup?: boolean
  folder?: string
  variables?: Record<string, string>
  /** Hears each line of its output; without it, the output goes to our own terminal. */
  onLine?: (line: string) => void
}

export type Child = {
  /** How it ended, such as `with exit code 1`; undefined while it runs. */
  ending(): string | undefined
  ended: Promise<void>
  /** Tells it to end, as we were told ourselves, and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

const isWindows = process.platform === 'win32'
// The server gives its requests ten seconds.
const patienceMs = 12_000
const groupMs = 2_000
const lastWordsMs = 250
const longestLine = 8_192

/** Starts a program. One that can't be started has ended. */
export function startChild(plan: ChildPlan): Child {
  const child = spawnChild(plan)
  let ending: string | undefined
  const tell = (signal: NodeJS.Signals) => kill(child, signal, plan.hasGroup === true)
  const killNow = () => tell('SIGKILL')
  process.once('exit', killNow)
  const ended = endOf(child).then((how) => {
    ending = how
    process.off('exit', killNow)
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null && plan.onLine !== undefined) readLines(stream, plan.onLine)
  }
  return {
    ending: () => ending,
    ended,
    async stop(signal = 'SIGTERM') {
      if (ending === undefined) tell(signal)
      const timer = setTimeout(killNow, patienceMs)
      await ended
      clearTimeout(timer)
      // What it has started may need a moment longer than it does itself.
      if (plan.hasGroup === true) await endGroup(child)
    },
  }
}

/** Resolves with how a child has ended, when its output is read. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', ({ message }) => {
      if (child.pid === undefined) resolve(`because it can't be started: ${message}`)
    })
    child.once('exit', (code, signal) => {
      const how = signal === null ? `with exit code ${code}` : `by the signal ${signal}`
      // Its last words may still be on their way; what it left behind may hold the pipes open.
      const timer = setTimeout(resolve, lastWordsMs, how)
      child.once('close', () => {
        clearTimeout(timer)
        resolve(how)
      })
    })
  })
}

function spawnChild(plan: ChildPlan): ChildProcess {
  const { file, words = [], isCommand = false, hasGroup = false, onLine } = plan
  const output = onLine === undefined ? 'inherit' : 'pipe'
  return spawn(file, words, {
    cwd: plan.folder,
    env: environmentWith(plan.variables ?? {}),
    stdio: ['ignore', output, output],
    shell: isCommand,
    // It gets a group of its own, and the processes that it starts are in that too.
    detached: hasGroup && !isWindows,
    windowsHide: true,
  })
}

function kill(child: ChildProcess, signal: NodeJS.Signals, isGroup: boolean): void {
  const { pid } = child
  if (pid === undefined) return
  if (isWindows) {
    // A console tells every program in it of Ctrl+C, and other signals don't exist.
    if (signal === 'SIGINT') return
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true })
    return
  }
  signalTo(isGroup ? -pid : pid, signal)
}

async function endGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || isWindows) return
  const isGone = async () => !signalTo(-pid, 0)
  if (!await waitUntil(isGone, groupMs)) signalTo(-pid, 'SIGKILL')
}

function signalTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    // It's gone by itself.
    return false
  }
}

/** Calls back with each line, without what could control our terminal; a long one is cut. */
function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = ''
  const tell = (line: string) => onLine(printable(line.slice(0, longestLine)))
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(0, longestLine)
    for (const line of lines) tell(line)
  })
  stream.on('end', () => rest !== '' && tell(rest))
  stream.on('error', () => undefined)
}

/** Takes out what could control a terminal: the text is a stranger's. */
export function printable(line: string): string {
  return stripVTControlCharacters(line).replaceAll(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, '').trimEnd()
}
