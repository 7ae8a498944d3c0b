// Notices statements that take long, and asks SQLite how it runs them: in a plan, `SCAN` means that
// it reads every row of a table. The values aren't kept: they may be secret.
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
export type Statements = Pick<Connection, 'sqlite' | 'first' | 'all' | 'run' | 'command'>

const usualSlowMs = 50
// What is slow now is slow again a moment later: a line for each would say nothing new.
const silenceMs = 60_000
const mostRemembered = 500

/** Gives a connection whose slow statements are reported, at most once a minute for each text. */
export function reportSlow(
  connection: Connection, { onSlow, slowMs = usualSlowMs }: SlowOptions,
): Statements {
  const isDue = oncePerText()
  const notice = (text: string, start: number): void => {
    const durationMs = performance.now() - start
    if (durationMs < slowMs || !isDue(text)) return
    onSlow({ sql: text.trim(), durationMs, plan: explain(connection, text) })
  }
  return {
    sqlite: connection.sqlite,
    command: (text) => connection.command(text),
    first(statement) {
      const start = performance.now()
      const row = connection.first(statement)
      notice(statement.text, start)
      return row
    },
    all(statement) {
      const start = performance.now()
      const rows = connection.all(statement)
      notice(statement.text, start)
      return rows
    },
    run(statement) {
      const start = performance.now()
      const result = connection.run(statement)
      notice(statement.text, start)
      return result
    },
  }
}

function oncePerText(): (text: string) => boolean {
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
