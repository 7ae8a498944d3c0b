// Loads one address of a server for some seconds with wrk, or with autocannon where wrk is missing,
// and returns what came of it.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { onLoadCore } from './cores.ts'
import type { Command, Processes } from './processes.ts'

export type Load = {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body: string
  /** A file with a slug in each line, of which a random one is put behind the url; or ''. */
  slugsFile: string
}

export type Pressure = { connections: number; seconds: number }

/** What wrk.lua and autocannon.js print. */
export type Outcome = {
  requests: number
  seconds: number
  p50Ms: number
  p99Ms: number
  /** Requests that were answered with 400 or more. */
  refused: number
  /** Sockets that failed or timed out. */
  broken: number
}

const folder = join(import.meta.dirname, 'load')
const hasWrk = spawnSync('wrk', ['--version']).error === undefined

export const generatorName = hasWrk ? 'wrk' : 'autocannon'

/** Loads a server; the load generator has its own core. */
export async function loadServer(
  processes: Processes,
  load: Load,
  pressure: Pressure,
): Promise<Outcome> {
  const command = hasWrk ? wrkCommand(load, pressure) : autocannonCommand(load, pressure)
  return parseOutcome(await processes.run(onLoadCore(command), { output: 'read' }))
}

// wrk knows whole seconds only.
function wrkCommand(load: Load, { connections, seconds }: Pressure): Command {
  const script = join(folder, 'wrk.lua')
  const settings = ['-t1', `-c${connections}`, `-d${Math.ceil(seconds)}s`, '-s', script]
  const headers = Object.entries(load.headers).map(([name, value]) => `-H${name}: ${value}`)
  return ['wrk', ...settings, ...headers, load.url, '--', load.method, load.body, load.slugsFile]
}

function autocannonCommand(load: Load, pressure: Pressure): Command {
  const settings = JSON.stringify({ ...load, ...pressure })
  return [process.execPath, join(folder, 'autocannon.js'), settings]
}

function parseOutcome(printed: string): Outcome {
  const line = printed.split('\n').find((line) => line.startsWith('{'))
  if (line === undefined) throw new Error(`Cannot find a result in what was printed: ${printed}`)
  return JSON.parse(line)
}
