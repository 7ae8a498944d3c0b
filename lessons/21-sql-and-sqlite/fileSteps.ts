// Ends the program with kill -9, looks into its file, and starts it again.

import { existsSync } from 'node:fs'
import { whileLocked } from '../../src/course/check/databaseLock.ts'
import { isRefusedByFile } from '../../src/course/check/databaseTrial.ts'
import type { Row } from '../../src/course/check/check.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { formatRequest } from '../../src/course/check/request.ts'
import { statementsDuring } from '../../src/course/check/statements.ts'
import type { Id } from './findings.ts'
import {
  addNote, draftOf, expectNote, isSame, listNotes, postPlan, shown, type Note,
  type NoteTools,
} from './notes.ts'
import { expectNewId, expectStatus } from './removeSteps.ts'

type Rows = readonly Row[] | undefined

export async function survive(tools: NoteTools): Promise<void> {
  const { send, fail } = tools
  const removed = await addNote(tools, draftOf(tools))
  const exchange = await send({ method: 'DELETE', target: `/notes/${removed.id}` })
  expectStatus(tools, exchange, [204, 200, 202], 'remove-refused')
  const before = await listNotes(tools)
  const isInMemory = usesMemory(tools)
  const isUnlocked = await killWhileLocked(tools)
  const stored = rowsOf(tools)
  await tools.start()
  const after = await listNotes(tools)
  for (const note of before) {
    const kept = after.find(({ id }) => id === note.id)
    if (kept !== undefined && isSame(kept, note)) continue
    // Nothing in the table, and no transaction that could add it: the notes are in a variable.
    const isEmpty = isUnlocked && stored?.length === 0
    const cause = isEmpty ? 'lost-at-restart' : causeOf(note, stored, rowsOf(tools))
    const id = isInMemory ? 'in-memory-database' : cause
    return fail(id, {
      mark: 'body', expected: `the note ${shown(note)}`,
      actual: kept === undefined ? `a list of ${after.length} notes without it` : shown(kept),
    })
  }
  if (after.length > before.length) {
    const back = after.find(({ id }) => before.every((note) => note.id !== id))
    return fail('not-removed', { mark: 'body', actual: `${shown(back ?? {})} is back` })
  }
  if (stored === undefined) return reportNoTable(tools)
  await expectNewId(tools, removed.id)
}

// Sends one more note. While another program has the lock of the file, nothing can be stored, so a
// 201 isn't true. The program is killed before it can try again. Says whether it had no lock.
async function killWhileLocked(tools: NoteTools): Promise<boolean> {
  const { connect, database, fail, kill, port } = tools
  const rows = rowsOf(tools)
  if (rows === undefined || rows.length === 0) {
    const isUnlocked = rows !== undefined && await whileLocked(database, [], async () => true)
    await kill()
    return isUnlocked === true
  }
  const connection = await connect()
  const plan = postPlan(JSON.stringify(draftOf(tools)))
  const isKilled = await whileLocked(database, [], async () => {
    connection.write(formatRequest(plan, `localhost:${port}`))
    await connection.untilRead(60)
    if (/^HTTP\/1\.[01] 201\b/.test(connection.received)) {
      fail('not-committed', {
        exchange: connection, mark: 'status',
        expected: 'no 201 while another program has locked the file', actual: 'the status 201',
      })
    }
    await kill()
    return true
  })
  // The program itself has the lock, and keeps it.
  if (isKilled === undefined) await kill()
  return isKilled === true
}

// What the file had after the kill, and what it has after the start, tell why a note is missing.
function causeOf(note: Note, stored: Rows, now: Rows): Id {
  if (stored === undefined) return 'lost-at-restart'
  const isIn = (rows: Rows) => rows?.some(({ id }) => id === note.id) === true
  if (!isIn(stored)) return 'not-committed'
  return isIn(now) ? 'lost-at-restart' : 'emptied-at-start'
}

// Whether the notes are in a database in memory, as far as the preload can tell.
function usesMemory({ events }: NoteTools): boolean {
  const statements = events().filter((event) => event.event === 'sql')
  return statements.length > 0 && statements.every(({ file }) => file === undefined)
}

// The rows while the program is stopped. Undefined if the file or the table isn't there.
function rowsOf({ query }: NoteTools): Rows {
  try {
    return query('select id from notes')
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

function reportNoTable({ database, fail }: NoteTools): void {
  const expected = `a table notes in ${database}`
  if (!existsSync(database)) return fail('no-database-file', { expected, actual: 'no file' })
  const actual = "the file is there, but it doesn't have the table"
  fail('unreadable-database', { expected, actual })
}

export async function compareTypes(tools: NoteTools): Promise<void> {
  const { query, fail } = tools
  const note = await addNote(tools, draftOf(tools, `${tools.fresh.integer(1, 99)}e3`))
  const rows = query(
    'select text, priority, typeof(text) as text_type, typeof(priority) as priority_type '
    + 'from notes where id = ?', note.id)
  const [row] = rows
  const expected = `the row text ${JSON.stringify(note.text)}, priority ${note.priority}`
  if (row === undefined) return fail('not-committed', { expected, actual: 'no row with this id' })
  const { text, priority, text_type: textType, priority_type: priorityType } = row
  const isTyped = textType === 'text' && priorityType === 'integer'
  if (!isTyped || text !== note.text || priority !== note.priority) {
    return fail('stored-as-other-type', {
      expected: `${expected}, as text and integer`,
      actual: `text ${JSON.stringify(text)} as ${textType}, `
        + `priority ${priority} as ${priorityType}`,
    })
  }
  const [table] = query("select strict from pragma_table_list where lower(name) = 'notes'")
  if (table?.['strict'] !== 1) expectRefusals(tools)
  await expectNote(tools, note)
}

// Constraints of its own can make a table refuse the same values.
function expectRefusals({ database, fail }: NoteTools): void {
  for (const values of ["'text', 'high'", "'text', 1.5", "'text', x'01'", "x'01', 1"]) {
    const sql = `insert into notes (text, priority) values (${values})`
    if (isRefusedByFile(database, sql)) continue
    fail('not-strict', { expected: 'an error of SQLite', actual: `it accepted: ${sql}` })
  }
}

export async function openOnce(tools: NoteTools): Promise<void> {
  const notes: Note[] = []
  await expectOpen(tools, async () => {
    for (let count = 0; count < 6; count += 1) notes.push(await addNote(tools, draftOf(tools)))
  }, 6)
  await expectOpen(tools, async () => {
    for (const note of notes) await expectNote(tools, note)
  }, notes.length)
  await expectOpen(tools, async () => {
    for (let count = 0; count < 6; count += 1) await listNotes(tools)
  }, 6)
}

async function expectOpen(
  tools: NoteTools, work: () => Promise<void>, requests: number,
): Promise<void> {
  const statements = await statementsDuring(tools, work)
  const connections = new Set(statements.map(({ connection }) => connection))
  if (connections.size < requests) return
  return tools.fail('opened-for-each-request', {
    expected: 'the same connection for many requests',
    actual: `${connections.size} connections for ${requests} requests`,
  })
}
