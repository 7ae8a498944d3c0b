// Observes the learner's program from inside: loaded by `node --import`, it reports what HTTP can't
// show, as JSON lines on file descriptor 3. It never changes what the program does, but ends it if
// the check is killed. Where it can't observe anything, it reports nothing, and checks don't depend
// on it.

import { channel, tracingChannel } from 'node:diagnostics_channel'
import { fstatSync, writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import './lightHttp.ts'
import type { ProgramEvent } from './events.ts'

const pipe = 3
const ownFile = fileURLToPath(import.meta.url)
// The values are in it, and they can be long.
const longestSql = 20_000
const connections = new WeakMap<object, number>()
const ids = new WeakMap<object, { id: number; startMs: number }>()
// Such as `at read (/my/exercise.ts:3:9)` and `at async file:///my/exercise.ts:4:1`.
const frame = /(?:\(|at (?:async )?)((?:file:\/\/)?\/.*?|[A-Z]:\\.*?):(\d+):\d+\)?$/gm
const parentCheckMs = 500
let count = 0
let connectionCount = 0

const openPipe = findPipe()

if (openPipe !== undefined) {
  tellListening()
  tellCrash()
  tellRequests()
  tellSql()
  endWithParent()
}

// Names what is open as file descriptor 3, when it can be the pipe. In a process that the program
// forks, number 3 is the channel to its parent: there is nobody to tell.
function findPipe(): string | undefined {
  try {
    const stats = fstatSync(pipe)
    if (process.send !== undefined || !(stats.isFIFO() || stats.isSocket())) return undefined
    return `${stats.dev} ${stats.ino}`
  } catch {
    return undefined
  }
}

// Written at once, so that the line is out when the program crashes in the next moment.
function tell(event: ProgramEvent): void {
  try {
    // The program may have closed the pipe, and number 3 may be a file of its own by now.
    if (findPipe() === openPipe) writeSync(pipe, `${JSON.stringify(event)}\n`)
  } catch {
    // Nobody listens any more, or the pipe is full.
  }
}

// If the check is killed, nobody ends this program, which would keep its port and its files. A
// process whose parent has ended gets another parent. (On Windows it keeps the old number.)
function endWithParent(): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    try {
      // With the processes that it has started: they are its group.
      process.kill(-process.pid, 'SIGKILL')
    } finally {
      process.exit(1)
    }
  }, parentCheckMs)
  timer.unref()
}

function tellListening(): void {
  const ignore = () => {}
  tracingChannel<object, object>('net.server.listen').subscribe({
    start: ignore, end: ignore, asyncStart: ignore, error: ignore,
    asyncEnd(message) {
      const server = Reflect.get(message, 'server')
      const place = addressOf(server)
      if (place !== undefined) tell({ event: 'listening', ...place, ...schemeOf(asObject(server)) })
      // Node stores what it has compiled when a program ends by itself, but a check kills it.
      flushCompileCache()
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

// By what such a server can do, because loading their classes would take time at each start.
function schemeOf(server: object): { scheme?: 'https' | 'tcp' } {
  if ('setSecureContext' in server) return { scheme: 'https' }
  return 'headersTimeout' in server ? {} : { scheme: 'tcp' }
}

type Listener = { address(): { port?: unknown; address?: unknown } | null }

function hasAddress(value: unknown): value is Listener {
  return typeof value === 'object' && value !== null && 'address' in value
}

// A monitor hears of the crash, and Node then ends the program as it always does.
function tellCrash(): void {
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    try {
      const { message, stack } = error instanceof Error ? error : { message: error, stack: '' }
      tell({ event: 'crash', message: String(message), ...ownPlace(String(stack)) })
    } catch {
      // Anything can be thrown, also what cannot be read.
    }
  })
}

// The first frame of the stack that is in one of the learner's files.
function ownPlace(stack: string): { file: string; line: number } | undefined {
  for (const [, place = '', line] of stack.matchAll(frame)) {
    const file = place.startsWith('file:') ? fileURLToPath(place) : place
    const isOwn = file !== ownFile && !/[\\/]node_modules[\\/]/.test(file)
    if (isOwn) return { file, line: Number(line) }
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
    tell({
      event: 'sql', sql: sql.slice(0, longestSql), ...placeOf(asObject(message)),
      ...(duration !== undefined && { ms: duration / 1_000_000 }),
    })
  })
}

// Which database it is, by the order in which they were first used, and its file.
function placeOf(message: object): { connection: number; file?: string } | undefined {
  const database: unknown = Reflect.get(message, 'database')
  if (!hasLocation(database)) return undefined
  const known = connections.get(database)
  const connection = known ?? (connectionCount += 1)
  if (known === undefined) connections.set(database, connection)
  const file = database.location()
  return typeof file === 'string' ? { connection, file } : { connection }
}

function hasLocation(value: unknown): value is { location(): unknown } {
  return typeof value === 'object' && value !== null && 'location' in value
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function pickText(value: unknown, names: readonly string[]): Record<string, string> {
  const found = new Map(names.map((name) => [name, Reflect.get(asObject(value), name)]))
  const isText = (entry: unknown[]): entry is [string, string] => typeof entry[1] === 'string'
  return Object.fromEntries([...found].filter(isText))
}

function pickNumber(value: unknown, name: string): Record<string, number> {
  const found: unknown = Reflect.get(asObject(value), name)
  return typeof found === 'number' ? { [name]: found } : {}
}
