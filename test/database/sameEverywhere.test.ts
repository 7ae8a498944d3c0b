// A replicated database runs each statement on every machine, so a statement must do the same on
// all of them: random bytes and the time come in as values.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

const root = join(import.meta.dirname, '..', '..')

const differing = new RegExp([
  /\brandom(?:blob)?\s*\(/, /\bcurrent_(?:time|date|timestamp)\b/,
  /\b(?:date|time|datetime|julianday|unixepoch|strftime|timediff)\s*\((?!\))/,
  /\b(?:changes|total_changes|last_insert_rowid)\s*\([^)]/, /\bsqlite_(?:version|source_id)\s*\(/,
].map(({ source }) => source).join('|'), 'gi')

/** Finds what differs from machine to machine in the statements of a source file. */
function differencesIn(text: string): string[] {
  const statements = [...text.matchAll(/\bsql(?:<[^`]*>)?`([^]*?)`/g)]
  // What is computed here, and travels as a value, is the same everywhere.
  return statements.flatMap(([, statement = '']) =>
    [...statement.replaceAll(/\$\{[^}]*\}/g, '?').matchAll(differing)].map(([found]) => found))
}

test('no statement asks the machine for random bytes or the time', () => {
  const paths = globSync('src/{database,services,auth,features,tools}/**/*.ts', { cwd: root })
  assert.ok(paths.length > 100)
  const found = paths.flatMap((path) => differencesIn(readFileSync(join(root, path), 'utf8'))
    .map((difference) => `${path.replaceAll('\\', '/')}: ${difference}`))
  assert.deepEqual(found, [])
  const schema = readFileSync(join(root, 'schema.sql'), 'utf8').replaceAll(/--.*/g, '')
  assert.deepEqual([...schema.matchAll(differing)].map(([difference]) => difference), [])
})

test('the scan knows what differs', () => {
  const rows: [text: string, found: string[]][] = [
    ['sql`select randomblob(32)`', ['randomblob(']],
    ['sql<Row>`select random() from links`', ['random(']],
    ["sql`select strftime('%s', 'now')`", ['strftime(']],
    ['sql`insert into links (at) values (current_timestamp)`', ['current_timestamp']],
    ['sql`select ${random(32)}, randomblob(${size})`', ['randomblob(']],
    ['sql`select ${bytes}, last_insert_rowid() where changes() > 0`', []],
    ['const bytes = random(32)', []],
  ]
  for (const [text, found] of rows) assert.deepEqual(differencesIn(text), found, text)
})
