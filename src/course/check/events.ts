// What the preload tells from inside of the learner's program: one JSON line for each event.

import { isRecord } from '../../basics/check.ts'

export type ProgramEvent =
  | { event: 'listening'; port: number; address: string }
  | { event: 'crash'; message: string; file?: string; line?: number }
  | { event: 'request'; id: number; method: string; target: string }
  | { event: 'answered'; id: number; status: number; ms: number }
  | { event: 'sql'; sql: string; values?: readonly unknown[]; ms?: number }

/** Reads one line of the preload; undefined when it is none. */
export function parseEvent(line: string): ProgramEvent | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isEvent(value) ? value : undefined
  } catch {
    return undefined
  }
}

const needed: Readonly<Record<string, readonly (readonly [field: string, type: string])[]>> = {
  listening: [['port', 'number'], ['address', 'string']],
  crash: [['message', 'string']],
  request: [['id', 'number'], ['method', 'string'], ['target', 'string']],
  answered: [['id', 'number'], ['status', 'number'], ['ms', 'number']],
  sql: [['sql', 'string']],
}

function isEvent(value: unknown): value is ProgramEvent {
  if (!isRecord(value) || typeof value['event'] !== 'string') return false
  const fields = needed[value['event']]
  return fields !== undefined && fields.every(([field, type]) => typeof value[field] === type)
}
