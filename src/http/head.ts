// Writes the head of a response as one string. The `writeHead` of node:http checks the name and the
// value of every line again each time, which takes longer than a small handler. Most lines are the
// same in every response, so they are checked and put together once.
//
// The string goes where `writeHead` would leave it: into `_header`, which Node doesn't document. So
// the caller looks whether Node took it, and anything out of the ordinary goes through `writeHead`.
// Lesson: hello-http (appendix)

import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http'
import { formatHttpDate } from './httpDate.ts'
import type { ReplyHeaders } from './reply.ts'

declare module 'node:http' {
  interface OutgoingMessage {
    _header: string | null
  }
}

type Line = { value: string; text: string }

// The program names the headers, not the client, so there are few.
const mostLines = 200

// Node keeps a state for each of these, and a handler that gives the length knows more than we do.
const unusualNames = new Set([
  'connection', 'content-length', 'date', 'expect', 'keep-alive', 'trailer', 'transfer-encoding',
])

export class HeadFormat {
  readonly #keepAlive: string
  readonly #statusLines: string[] = []
  /** The latest line with each name. */
  readonly #lines = new Map<string, Line>()
  #second = -1
  #end = ''

  /** Takes what Keep-Alive says of a connection that stays open. */
  constructor(keepAlive: string) {
    this.#keepAlive = keepAlive
  }

  /**
   * Formats the head of a response on a connection that stays open, up to its empty line. Gives
   * undefined when there are headers about the connection or the length, which are for `writeHead`.
   *
   * Throws what `writeHead` throws for a name or a value that HTTP doesn't allow.
   */
  format(status: number, headers: ReplyHeaders, contentLength: number): string | undefined {
    let head = (this.#statusLines[status] ??= formatStatusLine(status))
    for (const name in headers) {
      const value = headers[name]
      if (value === undefined) continue
      const lines = typeof value === 'string' ? this.#line(name, value) : this.#each(name, value)
      if (lines === undefined) return undefined
      head += lines
    }
    return `${head}content-length: ${contentLength}\r\n${this.#endOf(Date.now())}`
  }

  #each(name: string, values: readonly string[]): string | undefined {
    if (unusualNames.has(name)) return undefined
    return values.map((value) => this.#line(name, value)).join('')
  }

  #line(name: string, value: string): string | undefined {
    const latest = this.#lines.get(name)
    if (latest === undefined) return this.#firstLine(name, value)
    if (latest.value === value) return latest.text
    validateHeaderValue(name, value)
    latest.value = value
    return (latest.text = `${name}: ${value}\r\n`)
  }

  #firstLine(name: string, value: string): string | undefined {
    if (unusualNames.has(name.toLowerCase())) return undefined
    validateHeaderName(name)
    validateHeaderValue(name, value)
    const text = `${name}: ${value}\r\n`
    if (this.#lines.size < mostLines) this.#lines.set(name, { value, text })
    return text
  }

  // The same for all responses of one second.
  #endOf(nowMs: number): string {
    const second = Math.floor(nowMs / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#end = `Date: ${formatHttpDate(nowMs)}\r\n` +
        `Connection: keep-alive\r\nKeep-Alive: ${this.#keepAlive}\r\n\r\n`
    }
    return this.#end
  }
}

function formatStatusLine(status: number): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`
}
