// What a run of a check found, as plain data: the terminal and the page show the same report, and a
// test compares it. Bytes are texts in which each character is one byte (Latin-1), so a position in
// the text is a position in the bytes, and JSON can carry them.

export type Report = {
  /** The lesson's id. */
  lesson: string
  passed: boolean
  /** The seed of the fresh data: `--seed` repeats this run exactly. */
  seed: number
  durationMs: number
  steps: readonly StepReport[]
  /** The first mistake; a run ends there. Undefined when all steps passed. */
  finding?: ReportedFinding
}

export type StepReport = {
  title: string
  /** `open`: not reached, because an earlier step failed. */
  state: 'passed' | 'failed' | 'skipped' | 'open'
  /** Why it was skipped; of an earlier lesson, the step that failed. */
  note?: string
}

export type ReportedFinding = {
  id: string
  title: string
  why: string
  hint: string
  /** `RFC 9110, section 15.3.2`, or `lesson:status-codes`. */
  read: string
  /** What the failing step sent and received, in order. Empty when nothing was sent. */
  wire: readonly WireTurn[]
  expected?: string
  actual?: string
  /** A command that repeats the request on the port of `npm run learn -- run`. */
  curl?: string
  /** Where in the learner's own file it happened. */
  place?: { file: string; line: number; text: string }
  /** The last lines that the program printed. */
  output?: string
}

export type WireTurn = {
  direction: 'sent' | 'received'
  /** Each character is one byte. */
  bytes: string
  /** The wrong part: positions in `bytes`; `end` is after the last byte. */
  mark?: { start: number; end: number }
  /** Where each piece ends, when it was sent in several. Not in reports: `curl` repeats them. */
  pieces?: number[]
  /** What ended the connection after these bytes, when that matters. */
  ending?: 'closed' | 'reset' | 'timeout'
}

/** Turns bytes into a text with one character for each byte. */
export function toByteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** Reads the bytes behind a byte text as UTF-8, for people. */
export function readByteText(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}
