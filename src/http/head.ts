// Writes the head of a response as one string. The `writeHead` of node:http checks the name and the
// value of every header each time, which takes longer than a small handler. Most headers are the
// same in every response, so here each one is checked and formatted once.
//
// The string goes where `writeHead` would put it: into `_header`, which Node doesn't document. So
// the caller checks whether Node took it, and anything unusual goes through `writeHead`.
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

// The names come from the program and not from the client, so there are few of them.
const mostLines = 200

// Node keeps state for these, and a handler that sets the length knows more than we do.
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

  /** Takes the value of the Keep-Alive header, for connections that stay open. */
  constructor(keepAlive: string) {
    this.#keepAlive = keepAlive
  }

  /**
   * Formats the head of a response on a connection that stays open, up to and with its empty line.
   * Returns undefined if a header is about the connection or the length: that's for `writeHead`.
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
    if (unusualNames.has(name.toLowerCase())) return undefined
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

  // All responses of one second end their head in the same way.
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
