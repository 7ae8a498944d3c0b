// Looks at how SQLite would run each statement of the app, in every test that opens one: a
// statement that reads a whole table, or sorts what may be long, costs nothing here and seconds
// later.

import { DatabaseSync } from 'node:sqlite'
import type { Database } from '../src/database/database.ts'
import type { Sql } from '../src/database/sql.ts'
import { replicaProblem } from './replicas.ts'

/** Statements that may do what is refused otherwise: a part of their text, and why. */
const allowed: readonly [part: string, reason: string][] = [
  [' signing_keys ', 'a handful of keys'],
  [' schema_steps ', 'a handful of steps'],
  [' invitations ', 'five hundred at most'],
  ['from token_families where user =', 'the programs of one user'],
  ['from sessions where user =', 'the sessions of one user'],
  ['from link_sources where link =', 'some 200 sources of one link'],
  ['from reports join links', 'open reports, which administrators work off'],
  ['from reports where link in', 'open reports of the links on one page'],
  ['group by link, day', 'the last days of the links on one page'],
  ["state in ('reading', 'checked', 'running')", 'twenty imports at most'],
  ["where state = 'running' and lease = ?", 'twenty imports at most'],
  ['order by people', 'a slice of one list: clicks have no index, each would have to change it'],
  ['from users where true and id in', 'at most a thousand candidates of a search'],
  ['from oauth_clients where owner =', 'a user has twenty applications at most'],
  ['from oauth_consents join oauth_clients', 'the applications that one user allowed'],
  ['from audit_events where actor = ? order by id desc limit ?) union', 'two pages become one'],
  ['from audit_events where actor = ? and id > ? order by id limit ?) union', 'as above'],
]

// Of these, SQLite says SCAN although they are no tables that grow.
const noTables = /^SCAN (?:\(?subquery|json_each|pragma|tries|CONSTANT|\d)/i

const seen = new Set<string>()

/** Gives a database that notes each new statement in `texts`. */
export function noteStatements(database: Database, texts: Set<string>): Database {
  const note = <Statement extends Sql>(statement: Statement): Statement => {
    if (!seen.has(statement.text)) texts.add(statement.text)
    return statement
  }
  return {
    one: (statement, options) => database.one(note(statement), options),
    all: (statement) => database.all(note(statement)),
    run: (statement) => database.run(note(statement)),
    batch(statements) {
      statements.forEach(note)
      return database.batch(statements)
    },
    isReplaced: () => database.isReplaced(),
    close: () => database.close(),
  }
}

/** Finds what is wrong with the plans of statements. Each text is looked at once in a process. */
export function planProblems(path: string, texts: Iterable<string>): string[] {
  const connection = new DatabaseSync(path, { readOnly: true })
  try {
    return [...texts].flatMap((text) => {
      seen.add(text)
      const line = text.replaceAll(/\s+/g, ' ').trim()
      const problem = replicaProblem(line) ?? problemOf(line, readPlan(connection, text))
      return problem === undefined ? [] : [`${problem}: ${line}`]
    })
  } finally {
    connection.close()
  }
}

/** Names the step of a plan that grows with the whole table; undefined when there is none. */
export function problemOf(text: string, plan: readonly string[]): string | undefined {
  if (allowed.some(([part]) => text.includes(part))) return undefined
  return plan.find((step) => isSort(step) || isWholeScan(step, text))
}

function readPlan(connection: DatabaseSync, text: string): string[] {
  try {
    const rows = connection.prepare(`explain query plan ${text}`).all()
    return rows.map((row) => String(row['detail']))
  } catch (error) {
    // The test itself has broken its database.
    if (error instanceof Error && /no such table/.test(error.message)) return []
    throw error
  }
}

function isSort(step: string): boolean {
  return step.startsWith('USE TEMP B-TREE')
}

// In the order of an index or of the ids, and with a limit, only the first rows are read.
function isWholeScan(step: string, text: string): boolean {
  if (!step.startsWith('SCAN ') || noTables.test(step)) return false
  if (/VIRTUAL TABLE INDEX \d+:M/.test(step)) return false
  return !/\border by\b.*\blimit\b/.test(text)
}
