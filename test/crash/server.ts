// Starts the real server as a process of its own, and kills it.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pick } from '../pick.ts'

export type Server = { child: ChildProcess; port: number }

const startLimitMs = 15_000
const killLimitMs = 5_000

/** Starts the server on a free port; gives it once it listens. */
export async function startServer(
  folder: string, settings: Record<string, string> = {},
): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts')], {
    env: {
      ...process.env, DATA: folder, PORT: '0', LOG: 'json', HOST: '127.0.0.1',
      PUBLIC_ORIGIN: undefined, ANONYMOUS_LINKS: undefined, TRUSTED_HOPS: undefined, ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (data) => (complaint += String(data)))
  try {
    const limit = AbortSignal.timeout(startLimitMs)
    const ended = once(child, 'exit', { signal: limit }).then(() => undefined)
    const port = await Promise.race([readPort(child.stdout), ended])
    if (port === undefined) throw new Error('It ended')
    return { child, port }
  } catch (error) {
    await kill(child)
    throw new Error(`The server did not start: ${complaint}`, { cause: error })
  }
}

/** Ends a process at once, without a last word. Does nothing when it has ended. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit', { signal: AbortSignal.timeout(killLimitMs) })
  process.kill(child.pid, 'SIGKILL')
  await exit
}

// The log has a line for each request: somebody has to read it to its end.
function readPort(log: Readable): Promise<number> {
  return new Promise((resolve) => {
    createInterface({ input: log }).on('line', (line) => {
      const port = pick(JSON.parse(line), 'port')
      if (typeof port === 'number') resolve(port)
    })
  })
}
