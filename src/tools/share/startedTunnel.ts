// A tunnel whose program we start: the address comes from its output, and a program that has ended
// is started again. Lesson: share-it (appendix)

import { setTimeout } from 'node:timers/promises'
import { startChild, type Child } from './child.ts'
import { ShareError, type Tunnel } from './tunnel.ts'
import type { TunnelProgram } from './tunnelPrograms.ts'

export type StartedOptions = {
  name: string
  /** The path of the program. */
  file: string
  program: TunnelProgram
  /** Where the tunnel leads, such as `127.0.0.1:3000`. */
  host: string
  say: (line: string) => void
  /** Aborted when there's no need to wait any longer. */
  signal: AbortSignal
}

const mostRestarts = 3
const mostLines = 8

/** Starts the program and waits for its address. Throws a ShareError if there's none in time. */
export async function startTunnel(options: StartedOptions): Promise<Tunnel> {
  let running = await openOnce(options)
  let restarts = 0
  let hasTold = false
  return {
    name: options.name,
    staysOpen: false,
    async look() {
      if (running.child.ending() === undefined) return running.origin()
      // First everybody has to hear that it has ended.
      hasTold = !hasTold
      if (hasTold) return undefined
      restarts += 1
      if (restarts > mostRestarts) throw ended(options, running)
      running = await openOnce(options)
      return running.origin()
    },
    close: (signal) => running.child.stop(signal),
  }
}

type Running = { child: Child; origin: () => string | undefined; lines: readonly string[] }

async function openOnce(options: StartedOptions): Promise<Running> {
  const { file, host, program, say, signal } = options
  const lines: string[] = []
  const found = Promise.withResolvers<void>()
  let origin: string | undefined
  const child = startChild({
    file,
    words: program.words(host),
    onLine: (line) => {
      if (origin === undefined && line !== '') {
        lines.push(line)
        if (lines.length > mostLines) lines.shift()
        if (program.asksPeople) say(line)
      }
      // A program that connects anew may get another address.
      origin = program.readOrigin(line) ?? origin
      if (origin !== undefined) found.resolve()
    },
  })
  const running = { child, origin: () => origin, lines }
  const done = new AbortController()
  const late = setTimeout(program.patienceMs, undefined, {
    signal: AbortSignal.any([signal, done.signal]),
  }).catch(() => undefined)
  await Promise.race([found.promise, child.ended, late])
  done.abort()
  if (origin !== undefined) return running
  const error = ended(options, running)
  await child.stop()
  throw error
}

function ended({ name, program }: StartedOptions, { child, lines }: Running): ShareError {
  const how = child.ending()
  const what = how === undefined
    ? `${name} hasn't printed an address within ${program.patienceMs / 1_000} seconds`
    : `${name} has ended ${how}`
  const said = lines.map((line) => `\n  ${line}`).join('')
  return new ShareError(said === '' ? what : `${what}. It said:${said}`)
}
