// What the preload reports from inside the learner's program: one JSON line for each event.

import { isRecord } from '../../basics/check.ts'

export type ProgramEvent =
  | { event: 'listening'; port: number; address: string; scheme?: 'https' | 'tcp' }
  | { event: 'crash'; message: string; file?: string; line?: number }
  | { event: 'request'; id: number; method: string; target: string }
  | { event: 'answered'; id: number; status: number; ms: number }
  | SqlEvent

/** A statement that ran, as Node's SQLite tells it. */
export type SqlEvent = {
  event: 'sql'
  /** With the values filled in. A very long one is cut off. */
  sql: string
  ms?: number
  /** 1 for the first database that the program opened, 2 for the next one, and so on. */
  connection?: number
  /** The path of the file; without it, the database is in memory only. */
  file?: string
}

/** Reads one line of the preload; undefined when it isn't an event. */
export function parseEvent(line: string): ProgramEvent | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isEvent(value) ? value : undefined
  } catch {
    return undefined
  }
}

type Fields = readonly (readonly [name: string, type: string])[]

const needed = new Map<string, Fields>(Object.entries({
  listening: [['port', 'number'], ['address', 'string']],
  crash: [['message', 'string']],
  request: [['id', 'number'], ['method', 'string'], ['target', 'string']],
  answered: [['id', 'number'], ['status', 'number'], ['ms', 'number']],
  sql: [['sql', 'string']],
}))

// Other programs can write to the pipe too, so optional fields are checked as well.
const optional: Fields = [
  ['file', 'string'], ['line', 'number'], ['ms', 'number'], ['connection', 'number'],
]

const schemes = new Set<unknown>([undefined, 'https', 'tcp'])

function isEvent(value: unknown): value is ProgramEvent {
  if (!isRecord(value) || typeof value['event'] !== 'string') return false
  const fields = needed.get(value['event'])
  if (fields?.every(([name, type]) => typeof value[name] === type) !== true) return false
  if (!schemes.has(value['scheme'])) return false
  return optional.every(([name, type]) => [type, 'undefined'].includes(typeof value[name]))
}
