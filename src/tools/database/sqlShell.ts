// Runs the SQL queries that somebody types, a line each. Lesson: sql-and-sqlite (tour)

import { createInterface } from 'node:readline'
import { inspect } from 'node:util'

/** Gives the rows of a query. */
export type Query = (text: string) => unknown[] | Promise<unknown[]>

/** Reads queries from the terminal until Ctrl+D. `place` says where the database is. */
export async function runShell(place: string, query: Query): Promise<void> {
  console.log(`${place}\nType a query on one line, such as: `
    + 'select slug, target from links limit 5\nCtrl+D ends the shell')
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'sql> ' })
  let isOpen = true
  lines.once('close', () => (isOpen = false))
  lines.prompt()
  for await (const line of lines) {
    if (line.trim() !== '') await answer(query, line)
    // The last line of a pipe is read after its end.
    if (isOpen) lines.prompt()
  }
}

async function answer(query: Query, statement: string): Promise<void> {
  try {
    const rows = await query(statement)
    console.log(rows.map((row) => inspect(row, { breakLength: Infinity })).join('\n'))
    console.log(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`)
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error))
  }
}
