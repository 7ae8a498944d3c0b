// Reads which trace a request belongs to, so that a person can follow one click through several
// servers: each passes the trace's id on, with an id of its own part (W3C Trace Context).
// Lesson: metrics-and-traces (core)
//
//   traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
//   tracestate: vendor=t61rcWkgMzE,other=00f067aa0ba902b7

import { randomBytes } from 'node:crypto'

export type TraceContext = {
  /** 32 hexadecimal digits. */
  traceId: string
  /** The part that sent the request: 16 hexadecimal digits. */
  parentId: string
  /** Whether the sender may have recorded it. */
  isSampled: boolean
  /** What the vendors of tracing systems add; empty if there is nothing to pass on. */
  state: string
}

type Head = { headerLines: readonly string[] }

// Longer ones are dropped; 512 characters must get through (section 3.3.1.5).
const mostStateLength = 2_048
const mostMembers = 32
const parentForm = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
// Later versions may say more after the flags (section 4.3).
const mostParentLength = 256
const memberForm = /^[a-z0-9][a-z0-9_*/@-]{0,255}=[ -+\--<>-~]{0,255}[!-+\--<>-~]$/

/** Reads the trace of a request; undefined if it has none or a malformed one. */
export function readTrace({ headerLines }: Head): TraceContext | undefined {
  const [parent, ...more] = valuesOf(headerLines, 'traceparent')
  if (parent === undefined) return undefined
  if (parent.length > mostParentLength || more.length > 0) return undefined
  const [, version, traceId = '', parentId = '', flags = '', rest] = parentForm.exec(parent) ?? []
  if (version === undefined || version === 'ff') return undefined
  if (version === '00' && rest !== undefined) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1
  return { traceId, parentId, isSampled, state: readState(valuesOf(headerLines, 'tracestate')) }
}

/** Makes the headers for a request to another server: of the same trace, or of a new one. */
export function traceHeaders(trace: TraceContext | undefined): Record<string, string> {
  const traceId = trace?.traceId ?? randomBytes(16).toString('hex')
  const ownId = randomBytes(8).toString('hex')
  const traceparent = `00-${traceId}-${ownId}-${trace?.isSampled ? '01' : '00'}`
  return { traceparent, ...(trace?.state && { tracestate: trace.state }) }
}

// Several lines are one list (section 3.3.1.1). One malformed member spoils all of it.
function readState(lines: readonly string[]): string {
  const text = lines.join(',')
  if (text.length > mostStateLength) return ''
  const members = text.split(',').map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((member) => member !== '')
  if (members.length > mostMembers || !members.every((member) => memberForm.test(member))) return ''
  const keys = new Set(members.map((member) => member.slice(0, member.indexOf('='))))
  return keys.size === members.length ? members.join(',') : ''
}

// Most names have another length, and are never copied into lower case.
function valuesOf(headerLines: readonly string[], name: string): string[] {
  const values: string[] = []
  for (let index = 0; index < headerLines.length; index += 2) {
    const found = headerLines[index] ?? ''
    if (found.length !== name.length || found.toLowerCase() !== name) continue
    values.push(headerLines[index + 1] ?? '')
  }
  return values
}
