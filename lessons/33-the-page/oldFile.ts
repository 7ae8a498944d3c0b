// Whether the program still works with a database file from before a lesson: a step that has run
// somewhere never changes, so what a lesson adds needs a step of its own.

import { DatabaseSync } from 'node:sqlite'
import type { Evidence, Tools } from '../../src/course/check/check.ts'
import type { Finding } from '../../src/course/check/finding.ts'

export const oldFileFinding = {
  title: 'The program does not work with a database file from before this lesson',
  why: 'People have used your program already. A step that has run on their file never runs again, '
    + 'so what you add to it is missing there. And their tables have rows, which a new column '
    + 'needs a value for.',
  hint: 'Did you change a step that was there before, instead of adding one at the end? Or does a '
    + 'new column have no default?',
  read: 'lesson:migrations',
} as const satisfies Finding

type OldFile = {
  /** The columns of each table that the project has after this lesson: `id slug target`. */
  tables: Readonly<Record<string, string>>
  /** What takes back the lesson's own steps, and adds a row that somebody may have. */
  changes: string
  /** Uses what the lesson has added. Gives what is wrong with the result. */
  use(): Promise<Evidence | undefined>
}

/** The columns of the table links, up to lesson 36. */
export const linkColumns = 'id slug target created_at clicks robots visit_limit note owner'

/** The columns of the table users, up to lesson 38. */
export const userColumns = 'id email password_hash created_at'

/** The columns of the table sessions, up to lesson 38. */
export const sessionColumns = 'id token_hash user agent created_at seen_at expires_at'

// How many steps the lesson may have added. Each try starts the program once.
const mostSteps = 8

/**
 * Starts the program with its own file, in which the lesson's tables and columns are missing.
 * How many steps it has added isn't known, so it may have been any number.
 */
export async function keepOldFile(tools: Tools<'old-file-broken'>, old: OldFile): Promise<void> {
  const file = makeOldFile(tools, old)
  if (file === undefined) return
  let isRunning = true
  const tryVersion = async (version: number) => {
    if (isRunning) await tools.kill()
    tools.replaceDatabase(`${file.sql}; pragma user_version = ${version}`)
    const { isListening, code } = await tools.tryStart()
    isRunning = isListening
    return isListening ? old.use() : {
      expected: 'it starts with the tables of the lesson before, and a row in them',
      actual: code === undefined ? "it doesn't listen" : `it ended with exit code ${code}`,
    }
  }
  const below = Array.from({ length: mostSteps }, (_, index) => file.version - 1 - index)
  // The version itself fits a program that looks at the columns, and numbers no step for them.
  const versions = [...below.filter((version) => version >= 0), file.version]
  for (const version of versions) {
    if (await tryVersion(version) === undefined) return
  }
  // Most lessons add one step: its error is what the program printed last.
  const [first = 0] = versions
  tools.fail('old-file-broken', await tryVersion(first))
}

// Undefined if nobody but the program knows its steps: it has tables or columns of its own, or of a
// later lesson, or something else that it may need, such as a unique index.
function makeOldFile(
  { query }: Tools<'old-file-broken'>, { tables, changes }: OldFile,
): { sql: string; version: number } | undefined {
  const found = query(`select type, sql from sqlite_schema
    where name not like 'sqlite_%' order by rowid`)
  const tablesFound = found.filter(({ type }) => type === 'table')
  const isPlain = found.every(({ type, sql }) =>
    type === 'table' || (type === 'index' && !/^create\s+unique\b/i.test(String(sql))))
  const columns = query(`select tables.name as of, columns.name from sqlite_schema as tables
    join pragma_table_info(tables.name) as columns
    where tables.type = 'table' and tables.name not like 'sqlite_%'`)
  const isKnown = columns.every(({ of, name }) =>
    tables[String(of)]?.split(' ').includes(String(name)) === true)
  if (!isKnown || !isPlain) return undefined
  const sql = [...tablesFound.map((table) => table['sql']), changes].join(';\n')
  try {
    new DatabaseSync(':memory:').exec(sql)
  } catch {
    return undefined
  }
  return { sql, version: Number(query('pragma user_version')[0]?.['user_version']) }
}
