// The learner's program as a process: it gets a free port, its output is read, and it's ended
// together with the processes that it started itself.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { environmentWith } from '../../basics/config.ts'
import { compiledFolder } from './compiled.ts'
import { parseEvent, type ProgramEvent } from './events.ts'
import { startLimit } from './programTime.ts'
import { killMarked, markVariable } from './strays.ts'

export type ProgramPlan = {
  /** The folder in which it is started. */
  folder: string
  /** A command for the shell, such as `python3 app.py`; else Node runs the file. */
  command?: string | undefined
  /** `exercise.ts` unless said otherwise. */
  file?: string | undefined
  /** Words after the command. */
  args?: readonly string[]
  variables?: Readonly<Record<string, string | undefined>>
}

export type OutputListener = (text: string, stream: 'stdout' | 'stderr') => void

/** What a client program is run with. */
export type RunPlan = Pick<ProgramPlan, 'args'> & {
  variables?: Readonly<Record<string, string>>
  /** 3 seconds unless said otherwise. */
  timeoutMs?: number
}

/** How a client program ended. */
export type ProgramRun = {
  /** Undefined when it was ended from outside, or took too long. */
  exitCode: number | undefined
  hasTimedOut: boolean
  output: string
  /** What the preload reported. */
  events: readonly ProgramEvent[]
}

export type Program = {
  processId: number
  /** What it has printed so far, both streams. */
  output(): string
  /** What the preload reported so far; empty for programs that aren't started with it. */
  events(): readonly ProgramEvent[]
  onEvent(listener: (event: ProgramEvent) => void): void
  onOutput(listener: OutputListener): void
  hasPreload: boolean
  /** Resolves when the process has ended; what it printed may still be on its way. */
  exited: Promise<void>
  /** Resolves when the process has ended, and what it printed is read. */
  ended: Promise<Ending>
  /** Undefined while it runs. */
  ending(): Ending | undefined
  /** Asks it to end, as a hosting service does: SIGTERM, which Windows doesn't have. */
  terminate(): void
  /** Ends it and every process that it started. */
  stop(): Promise<void>
}

/** `code` is undefined when a signal ended it, or when it never started. */
export type Ending = { code: number | undefined; signal: string | undefined; error?: Error }

type Started = { child: ChildProcess; mark: string }

const running = new Set<Started>()
const longestOutput = 64_000
// A program may report events without end, such as its SQL: the newest ones are enough.
const mostEvents = 20_000
const longestEvent = 100_000
// How long to wait for the output of a program that has ended. Processes that it left behind may
// hold the pipes open forever.
const lastWordsMs = 250
const preload = new URL('preload.ts', import.meta.url).href
const isWindows = process.platform === 'win32'

process.on('exit', () => {
  for (const started of running) killAll(started)
})

/** Starts a program. `ended` says what went wrong. */
export function startProgram(plan: ProgramPlan): Program {
  const started = spawnProgram(plan)
  const { child } = started
  const events: ProgramEvent[] = []
  const eventListeners = new Set<(event: ProgramEvent) => void>()
  const outputListeners = new Set<OutputListener>()
  let output = ''
  let ending: Ending | undefined
  running.add(started)
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-longestOutput)
      for (const listener of outputListeners) listener(text, name)
    })
  }
  readEvents(child, (event) => {
    events.push(event)
    if (events.length > mostEvents) events.shift()
    for (const listener of eventListeners) listener(event)
  })
  const exited = new Promise<void>((resolve) => {
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  })
  const ended = new Promise<Ending>((resolve) => {
    const finish = (found: Ending) => {
      ending ??= found
      for (const stream of child.stdio) stream?.destroy()
      resolve(ending)
    }
    child.on('error', (error) => finish({ code: undefined, signal: undefined, error }))
    child.on('exit', (code, signal) => {
      const found = { code: code ?? undefined, signal: signal ?? undefined }
      ending = found
      const timer = setTimeout(() => setImmediate(finish, found), lastWordsMs)
      child.on('close', () => {
        clearTimeout(timer)
        finish(found)
      })
    })
  })
  return {
    processId: child.pid ?? 0,
    output: () => output,
    events: () => events,
    onEvent: (listener) => eventListeners.add(listener),
    onOutput: (listener) => outputListeners.add(listener),
    hasPreload: plan.command === undefined,
    exited,
    ended,
    ending: () => ending,
    terminate: () => terminate(child),
    async stop() {
      killAll(started)
      await ended
      running.delete(started)
    },
  }
}

type RunLimits = {
  timeoutMs: number
  signal: AbortSignal | undefined
  onStart?: (program: Program) => void
}

/** Runs a program to its end. The signal ends it early. */
export async function runProgram(
  plan: ProgramPlan,
  { timeoutMs, signal, onStart }: RunLimits,
): Promise<ProgramRun> {
  const program = startProgram(plan)
  onStart?.(program)
  const stop = () => void program.stop()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  let hasTimedOut = false
  const cancel = startLimit(timeoutMs, () => [program.processId], () => {
    hasTimedOut = true
    stop()
  })
  const ending = await program.ended
  cancel()
  signal?.removeEventListener('abort', stop)
  // Children that it left behind.
  await program.stop()
  const [output, events] = [program.output(), program.events()]
  return { exitCode: ending.code, hasTimedOut, output, events }
}

function spawnProgram(plan: ProgramPlan): Started {
  const { folder, command, file = 'exercise.ts', args = [], variables = {} } = plan
  const mark = randomUUID()
  const options = {
    cwd: folder,
    env: environmentWith({
      ...variables, NO_COLOR: '1', FORCE_COLOR: undefined, [markVariable]: mark,
      NODE_COMPILE_CACHE: compiledFolder(),
      // What is measured is the course, not the program of a learner.
      NODE_V8_COVERAGE: undefined,
    }),
    // A process group of its own, so that its children end with it.
    detached: !isWindows,
    windowsHide: true,
  }
  if (command !== undefined) {
    const words = [command, ...args.map(quoteWord)].join(' ')
    const child = spawn(words, { ...options, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    return { child, mark }
  }
  const nodeOptions = ['--disable-warning=ExperimentalWarning', '--import', preload]
  const child = spawn(process.execPath, [...nodeOptions, file, ...args], {
    ...options, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  return { child, mark }
}

function quoteWord(word: string): string {
  return isWindows ? `"${word.replaceAll('"', '""')}"` : `'${word.replaceAll("'", "'\\''")}'`
}

function readEvents(child: ChildProcess, onEvent: (event: ProgramEvent) => void): void {
  const pipe = child.stdio[3]
  if (!isReadable(pipe)) return
  // The pipe breaks when the program is killed; what it reported until then is enough.
  pipe.on('error', () => {})
  let rest = ''
  pipe.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    // The program can write here too: a line this long isn't an event.
    rest = (lines.pop() ?? '').slice(0, longestEvent)
    for (const event of lines.map(parseEvent)) if (event !== undefined) onEvent(event)
  })
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === 'object' && stream !== null && 'pipe' in stream
}

// The shell that runs a command would not pass the signal on, so the whole group gets it.
function terminate(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
  } catch {
    // It has ended already.
  }
}

function killAll({ child, mark }: Started): void {
  killTree(child)
  if (child.pid !== undefined) killMarked(mark, child.pid)
}

/** Ends a process and its whole group; on Windows, all that it has started. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (isWindows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is gone already.
    child.kill('SIGKILL')
  }
}
