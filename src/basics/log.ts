// The log: one line for each event, JSON for machines or short and coloured for people. The lines
// of one turn of the event loop leave in one write. Lesson: logs (core)

import { styleText } from 'node:util'
import type { Clock } from './clock.ts'

type LogLevel = 'info' | 'warn' | 'error'

export type LogFields = Record<string, string | number | boolean | undefined>

export type Log = {
  /** Whether nothing is ever written, so that nobody needs to collect what to say. */
  isSilent: boolean
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** Writes what is still waiting: before the process ends. */
  flush(): void
}

export type LogOptions = {
  format: 'json' | 'short' | 'off'
  write: (lines: string) => void
  clock?: Clock
}

/** Makes a log that writes its lines to `write`. */
export function createLog({ format, write, clock = Date.now }: LogOptions): Log {
  const formatTime = sameWithinMs(format === 'json' ? (time) => time.toISOString() : clockFace)
  const formatLine = format === 'json' ? jsonLine : shortLine
  let waiting = ''
  const flush = () => {
    const lines = waiting
    waiting = ''
    if (lines !== '') write(lines)
  }
  const add = (level: LogLevel) => (event: string, fields: LogFields = {}) => {
    if (format === 'off') return
    if (waiting === '') setImmediate(flush)
    waiting += formatLine(formatTime(clock()), { level, event, fields })
  }
  const isSilent = format === 'off'
  return { isSilent, info: add('info'), warn: add('warn'), error: add('error'), flush }
}

/**
 * Gives what writes to a stream for as long as that works. The reader of a log may go away (EPIPE),
 * or the disk that it's on may be full: then lines are lost, and the server goes on.
 */
export function tolerantWriter(stream: NodeJS.WritableStream): (text: string) => void {
  stream.on('error', () => undefined)
  return (text) => void stream.write(text)
}

/** Describes any thrown value as fields: the stack stays in the log and never reaches a client. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) }
  return { error: error.message, stack: error.stack }
}

type Line = { level: LogLevel; event: string; fields: LogFields }

// A busy server writes many lines in each millisecond, and formatting the time takes as long as
// the rest of a line.
function sameWithinMs(format: (time: Date) => string): (timeMs: number) => string {
  let lastMs = NaN
  let last = ''
  return (timeMs) => {
    if (timeMs === lastMs) return last
    lastMs = timeMs
    last = format(new Date(timeMs))
    return last
  }
}

// Joined by hand, because copying the fields into one object takes as long as writing them.
function jsonLine(time: string, { level, event, fields }: Line): string {
  const start = `{"time":"${time}","level":"${level}","event":${JSON.stringify(event)}`
  const rest = JSON.stringify(fields).slice(1)
  return rest === '}' ? `${start}}\n` : `${start},${rest}\n`
}

const levelColours = { info: 'green', warn: 'yellow', error: 'red' } as const

function clockFace(time: Date): string {
  return styleText('dim', time.toTimeString().slice(0, 8))
}

function shortLine(clock: string, line: Line): string {
  if (line.event === 'request') return `${clock} ${requestWords(line.fields)}\n`
  const { stack, ...fields } = line.fields
  const words = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  const event = styleText(levelColours[line.level], line.event)
  const trace = stack === undefined ? '' : `\n${styleText('dim', String(stack))}`
  return `${[clock, event, ...words].join(' ')}${trace}\n`
}

function requestWords({ method, path, status, durationMs }: LogFields): string {
  const colour = Number(status) >= 500 ? 'red' : Number(status) >= 400 ? 'yellow' : 'green'
  return `${styleText(colour, String(status))} ${method} ${printable(path)} ${durationMs} ms`
}

// A path is the client's text: control characters in it must not reach the terminal.
function printable(text: unknown): string {
  return JSON.stringify(String(text)).slice(1, -1).replaceAll(/[\x7f-\x9f]/g, '?')
}
