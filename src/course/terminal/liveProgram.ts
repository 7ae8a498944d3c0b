// A program that a learner starts to try it by hand: a server runs until Ctrl+C and restarts at
// each save, and a client runs once.

import { commonFindings } from '../check/commonFindings.ts'
import { startProgram, type Ending, type Program } from '../check/program.ts'
import { waitUntilReady } from '../check/ready.ts'
import { codePattern } from '../workshop/snapshot.ts'
import { watchSaves } from '../workshop/watch.ts'
import { findPortFrom, isFree } from '../check/freePort.ts'

export type LivePlan = {
  /** What sentences call it: `Your program`. */
  name: string
  folder: string
  /** The file that Node runs, in the folder. */
  file: string
  /** Starts it when it isn't Node. */
  command: string | undefined
  args: readonly string[]
  /** Beside PORT. */
  variables: Readonly<Record<string, string>>
  write: (text: string, stream: 'stdout' | 'stderr') => void
  /** Aborted, with the exit code as its reason, when the learner wants it to stop. */
  signal: AbortSignal
}

export type ServerPlan = LivePlan & {
  /** The port that it gets, or the next one that's free. */
  firstPort: number
  poll: boolean
  /** Whether somebody is there who can mend and save a program that has ended. */
  isInteractive: boolean
}

type Stop = { stopSignal: NodeJS.Signals }

// How long a program may take to listen, and to end when it's told to.
const readyLimitMs = 15_000
const endLimitMs = 2_000
const interrupted = 130

/** Runs a client program to its end, and gives its exit code. */
export async function runClient(plan: LivePlan): Promise<number> {
  const program = start(plan, {})
  const { code = 1, error } = await untilStopped(program, stopping(plan.signal)) ?? {}
  if (error !== undefined) say(plan, `${plan.name} couldn't be started: ${error.message}`)
  return code
}

/** Runs a server until it's told to stop, or until it ends and nobody is there to mend it. */
export async function runServer(plan: ServerPlan): Promise<number> {
  const { signal } = plan
  let port = await choosePort(plan)
  const saves = watchCode(plan)
  const stop = stopping(signal)
  try {
    while (true) {
      const saved = saves.next()
      const program = start(plan, { PORT: String(port) })
      void announce(plan, program, port)
      const ended = await Promise.race([untilStopped(program, stop), saved])
      if (signal.aborted) return 0
      if (ended !== 'saved') {
        // Two programs that start at the same moment find the same port free.
        if (program.output().includes('EADDRINUSE') && !await isFree(port)) {
          port = await choosePort(plan)
          continue
        }
        const code = ended?.code ?? 1
        say(plan, `${plan.name} ended with exit code ${code}`)
        if (!plan.isInteractive) return code
        say(plan, 'Save it to start it again, or press Ctrl+C')
        await Promise.race([saved, stop])
      }
      await program.stop()
      if (signal.aborted) return 0
      say(plan, `${plan.name} was saved, so it restarts`)
    }
  } finally {
    saves.close()
  }
}

async function choosePort(plan: ServerPlan): Promise<number> {
  const { firstPort } = plan
  const port = await findPortFrom(firstPort)
  if (port !== firstPort) say(plan, `Port ${firstPort} is in use, so this is port ${port}`)
  return port
}

function start(plan: LivePlan, variables: Record<string, string>): Program {
  const { folder, file, command, args, write } = plan
  const program = startProgram({
    folder, file, command, args, variables: { ...plan.variables, ...variables },
  })
  program.onOutput(write)
  return program
}

// Gives how the program ended; undefined when it was told to.
async function untilStopped(program: Program, stop: Promise<Stop>): Promise<Ending | undefined> {
  const end = await Promise.race([program.ended, stop])
  if (!('stopSignal' in end)) return end
  await endGently(program, end.stopSignal)
  return undefined
}

// As Ctrl+C does it, so that a program may close what it has open. On Windows the console has told
// every program in it already.
async function endGently(program: Program, signal: NodeJS.Signals): Promise<void> {
  try {
    if (process.platform !== 'win32') process.kill(-program.processId, signal)
  } catch {
    // It has ended by itself.
  }
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, endLimitMs)
  await Promise.race([program.ended, late])
  clearTimeout(timer)
  await program.stop()
}

async function announce(plan: ServerPlan, program: Program, port: number): Promise<void> {
  const readiness = await waitUntilReady(program, port, readyLimitMs)
  if (program.ending() !== undefined) return
  if (readiness.state === 'failed') {
    const { title } = commonFindings[readiness.id]
    return say(plan, `${title.replace('Your program', plan.name)}. ${readiness.actual}`)
  }
  say(plan, `${plan.name} listens on ${addressOf(program, port)}`)
}

function addressOf(program: Program, port: number): string {
  const told = program.events().find((event) => event.event === 'listening' && event.port === port)
  const { scheme = 'http' } = told?.event === 'listening' ? told : {}
  return scheme === 'tcp' ? `localhost:${port} (TCP)` : `${scheme}://localhost:${port}`
}

// What a program itself writes, such as a database, doesn't start it again.
function watchCode({ folder, poll }: ServerPlan) {
  let hear: (() => void) | undefined
  const onSave = ({ path }: { path: string }) => {
    if (codePattern.test(path)) hear?.()
  }
  const watcher = watchSaves({ folder, poll, onSave })
  return {
    next: () => new Promise<'saved'>((resolve) => (hear = () => resolve('saved'))),
    close: () => watcher.close(),
  }
}

function stopping(signal: AbortSignal): Promise<Stop> {
  const { promise, resolve } = Promise.withResolvers<Stop>()
  const stop = () => resolve({ stopSignal: signal.reason === interrupted ? 'SIGINT' : 'SIGTERM' })
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  return promise
}

function say({ write }: LivePlan, text: string): void {
  write(`${text}\n`, 'stdout')
}
