// Looks into the learner's program from inside: loaded by `node --import`, it tells what HTTP cannot
// show, as JSON lines on file descriptor 3. It never changes what the program does, and where it
// cannot look, it says nothing: the checks judge without it.

import { channel, tracingChannel } from 'node:diagnostics_channel'
import { fstatSync, writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ProgramEvent } from './events.ts'

const pipe = 3
const ids = new WeakMap<object, { id: number; startMs: number }>()
let count = 0

if (isOpen()) {
  tellListening()
  tellCrash()
  tellRequests()
  tellSql()
}

function isOpen(): boolean {
  try {
    return fstatSync(pipe).isFIFO() || fstatSync(pipe).isSocket()
  } catch {
    return false
  }
}

// Written at once, so that the line is out when the program crashes in the next moment.
function tell(event: ProgramEvent): void {
  try {
    writeSync(pipe, `${JSON.stringify(event)}\n`)
  } catch {
    // Nobody listens any more, or the pipe is full.
  }
}

function tellListening(): void {
  const ignore = () => {}
  tracingChannel<object, object>('net.server.listen').subscribe({
    start: ignore, end: ignore, asyncStart: ignore, error: ignore,
    asyncEnd(message) {
      const place = addressOf(Reflect.get(message, 'server'))
      if (place !== undefined) tell({ event: 'listening', ...place })
    },
  })
}

function addressOf(server: unknown): { port: number; address: string } | undefined {
  if (!hasAddress(server)) return undefined
  const place = server.address()
  if (typeof place !== 'object' || place === null) return undefined
  const { port = 0, address = '' } = { ...place }
  return typeof port === 'number' && typeof address === 'string' ? { port, address } : undefined
}

function hasAddress(value: unknown): value is { address(): { port?: unknown; address?: unknown } | null } {
  return typeof value === 'object' && value !== null && 'address' in value
}

// A monitor hears of the crash, and Node then ends the program as it always does.
function tellCrash(): void {
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' }
    tell({ event: 'crash', message, ...ownPlace(stack ?? '') })
  })
}

// The first frame of the stack that lies in a file of the learner's.
function ownPlace(stack: string): { file: string; line: number } | undefined {
  for (const [, place = '', line] of stack.matchAll(/(?:\(|at )((?:file:\/\/)?\/[^()\n]*?|[A-Z]:\\[^()\n]*?):(\d+):\d+\)?$/gm)) {
    const file = place.startsWith('file:') ? fileURLToPath(place) : place
    if (!/[\\/](?:node_modules|src[\\/]course)[\\/]/.test(file)) return { file, line: Number(line) }
  }
  return undefined
}

function tellRequests(): void {
  channel('http.server.request.start').subscribe((message) => {
    const { request } = { request: undefined, ...asObject(message) }
    const { method, url } = { method: '', url: '', ...pickText(request, ['method', 'url']) }
    count += 1
    if (request !== undefined) ids.set(asObject(request), { id: count, startMs: performance.now() })
    tell({ event: 'request', id: count, method, target: url })
  })
  channel('http.server.response.finish').subscribe((message) => {
    const { request, response } = { request: undefined, response: undefined, ...asObject(message) }
    const known = ids.get(asObject(request))
    if (known === undefined) return
    const { statusCode } = { statusCode: 0, ...pickNumber(response, 'statusCode') }
    tell({
      event: 'answered', id: known.id, status: statusCode,
      ms: Math.round((performance.now() - known.startMs) * 100) / 100,
    })
  })
}

function tellSql(): void {
  channel('sqlite.db.query').subscribe((message) => {
    const { sql } = pickText(message, ['sql'])
    const { duration } = pickNumber(message, 'duration')
    if (sql === undefined) return
    tell({ event: 'sql', sql, ...(duration !== undefined && { ms: duration / 1_000_000 }) })
  })
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function pickText(value: unknown, names: readonly string[]): Record<string, string> {
  const found = new Map(names.map((name) => [name, Reflect.get(asObject(value), name)]))
  return Object.fromEntries([...found].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function pickNumber(value: unknown, name: string): Record<string, number> {
  const found: unknown = Reflect.get(asObject(value), name)
  return typeof found === 'number' ? { [name]: found } : {}
}
