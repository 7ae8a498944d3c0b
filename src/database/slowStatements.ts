// Notices statements that take long, and asks SQLite how it runs them: in a plan, `SCAN` means that
// it reads every row of a table. The values aren't kept: they may be secret.
//
// Most reads take under a microsecond, and looking at a clock twice takes a tenth of one. So the
// statements that share a transaction are measured together. When several took long together,
// nobody knows yet which one it was: for the next minute, each is measured.
// Lesson: indexes (tour)

import type { Connection } from './connection.ts'

export type SlowStatement = {
  /** The text, with `?` for each value. */
  sql: string
  durationMs: number
  /** The lines of `explain query plan`. */
  plan: readonly string[]
}

export type SlowOptions = {
  onSlow: (statement: SlowStatement) => void
  /** A statement is slow from so many milliseconds on. */
  slowMs?: number
}

/** What the database does with a connection. */
export type Statements = Pick<
  Connection, 'sqlite' | 'isReplaced' | 'first' | 'all' | 'run' | 'command'
>

/** A statement that takes this many milliseconds or more is slow. */
export const usualSlowMs = 50
const closeLookMs = 60_000
// What is slow now is slow again a moment later: a line for each would say nothing new.
const silenceMs = 60_000
const mostRemembered = 500

/** Gives a connection whose slow statements are reported, at most once a minute for each text. */
export function reportSlow(connection: Connection, options: SlowOptions): Statements {
  const watch = new Watch(connection, options)
  return {
    sqlite: connection.sqlite,
    isReplaced: () => connection.isReplaced(),
    first(statement) {
      const start = watch.begin(statement.text)
      const row = connection.first(statement)
      watch.end(statement.text, start)
      return row
    },
    all(statement) {
      const start = watch.begin(statement.text)
      const rows = connection.all(statement)
      watch.end(statement.text, start)
      return rows
    },
    run(statement) {
      const start = watch.begin(statement.text)
      const result = connection.run(statement)
      watch.end(statement.text, start)
      return result
    },
    command(text) {
      // The commit itself waits for the disk: that isn't a statement's fault.
      if (text === 'commit' || text === 'rollback') watch.endTurn()
      connection.command(text)
      if (text.startsWith('begin')) watch.beginTurn()
    },
  }
}

class Watch {
  readonly #connection: Connection
  readonly #onSlow: SlowOptions['onSlow']
  readonly #slowMs: number
  readonly #isDue = oncePerText()
  #turnStart = 0
  #closeUntil = -1
  #noted = 0
  #lastText = ''
  // Whether each statement is measured: outside a transaction, and after a slow one.
  #isClose = true

  constructor(connection: Connection, { onSlow, slowMs = usualSlowMs }: SlowOptions) {
    this.#connection = connection
    this.#onSlow = onSlow
    this.#slowMs = slowMs
  }

  /** Gives the time at which a statement began; 0 if it isn't measured. */
  begin(text: string): number {
    if (this.#isClose) return performance.now()
    this.#noted += 1
    this.#lastText = text
    return 0
  }

  end(text: string, start: number): void {
    if (start > 0) this.#report(text, performance.now() - start)
  }

  beginTurn(): void {
    this.#noted = 0
    this.#turnStart = performance.now()
    this.#isClose = this.#turnStart < this.#closeUntil
  }

  endTurn(): void {
    const now = performance.now()
    const durationMs = now - this.#turnStart
    if (this.#noted === 1) this.#report(this.#lastText, durationMs)
    else if (durationMs >= this.#slowMs) this.#closeUntil = now + closeLookMs
    this.#isClose = true
  }

  #report(text: string, durationMs: number): void {
    if (durationMs < this.#slowMs || !this.#isDue(text)) return
    this.#onSlow({ sql: text.trim(), durationMs, plan: explain(this.#connection, text) })
  }
}

/** Makes a function that accepts each text once a minute. */
export function oncePerText(): (text: string) => boolean {
  const reportedAt = new Map<string, number>()
  return (text) => {
    const now = performance.now()
    const before = reportedAt.get(text)
    if (before !== undefined && now - before < silenceMs) return false
    if (reportedAt.size >= mostRemembered) reportedAt.clear()
    reportedAt.set(text, now)
    return true
  }
}

// Only reads the schema: the statement isn't run again. A pragma has no plan.
function explain({ sqlite }: Connection, text: string): string[] {
  try {
    const rows = sqlite.prepare(`explain query plan ${text}`).all()
    return rows.map(({ detail }) => String(detail))
  } catch {
    return []
  }
}
