import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { appliedSteps, migrate, NewerSchemaError, parseSteps } from '../../src/database/migrate.ts'
import type { SchemaStep } from '../../src/database/stepHash.ts'

const steps: SchemaStep[] = [
  {
    number: 1,
    name: 'people',
    text: "create table people (name text); insert into people values ('Ann')",
  },
  { number: 2, name: 'ages', text: 'alter table people add column age integer' },
  { number: 3, name: 'grow', text: 'update people set age = 30' },
]

test('a schema is split at its numbered headings', () => {
  const rows: [schema: string, steps: SchemaStep[]][] = [
    ['', []],
    ['-- a comment\n\n--  step 1: no heading\n', []],
    ['-- step 1: links\nselect 1;\n', [{ number: 1, name: 'links', text: 'select 1;\n' }]],
    [
      '-- About it.\n\n-- step 1: a b\n-- why\nselect 1;\n\n-- step 2: c\nselect 2;',
      [
        { number: 1, name: 'a b', text: '-- why\nselect 1;\n\n' },
        { number: 2, name: 'c', text: 'select 2;' },
      ],
    ],
    ["-- step 1: a\nselect ' -- step 9: text';", [
      { number: 1, name: 'a', text: "select ' -- step 9: text';" },
    ]],
    ['-- step 1: empty\n-- step 2: too\n', [
      { number: 1, name: 'empty', text: '' }, { number: 2, name: 'too', text: '' },
    ]],
  ]
  for (const [schema, expected] of rows) assert.deepEqual(parseSteps(schema), expected)
})

test('a schema whose steps do not count up from 1 is a mistake', () => {
  const rows: [schema: string, message: string][] = [
    ['-- step 2: a\n', 'schema.sql: expected "-- step 1: name", found "-- step 2: a"'],
    ['-- step 0: a\n', 'schema.sql: expected "-- step 1: name", found "-- step 0: a"'],
    [
      '-- step 1: a\n-- step 1: b\n',
      'schema.sql: expected "-- step 2: name", found "-- step 1: b"',
    ],
    [
      '-- step 1: a\n-- step 3: b\n',
      'schema.sql: expected "-- step 2: name", found "-- step 3: b"',
    ],
    ['-- step one: a\n', 'schema.sql: expected "-- step 1: name", found "-- step one: a"'],
    ['-- step 1:\n', 'schema.sql: expected "-- step 1: name", found "-- step 1:"'],
    ['select 1;\n-- step 1: a\n', 'schema.sql has SQL before its first step'],
    ['select 1;', 'schema.sql has SQL before its first step'],
  ]
  for (const [schema, message] of rows) {
    assert.throws(() => parseSteps(schema), { message }, schema)
  }
})

test('a new database gets all steps in order, and each is recorded', () => {
  const connection = new DatabaseSync(':memory:')
  migrate(connection, steps)
  assert.deepEqual(rowsOf(connection, 'select * from people'), [{ name: 'Ann', age: 30 }])
  assert.deepEqual(rowsOf(connection, 'select number, name from schema_steps order by number'), [
    { number: 1, name: 'people' },
    { number: 2, name: 'ages' },
    { number: 3, name: 'grow' },
  ])
  const row = connection.prepare('select max(applied_at) as at from schema_steps').get()
  assert.ok(Math.abs(Date.now() - Date.parse(String(row?.['at']))) < 60_000)
})

test('an older database gets the missing steps, and an up-to-date one none', () => {
  const connection = new DatabaseSync(':memory:')
  assert.throws(() => appliedSteps(connection), /no such table: schema_steps/)
  for (const known of [0, 1, 2, 2, 3, 3]) {
    migrate(connection, steps.slice(0, known))
    assert.equal(appliedSteps(connection), known)
  }
  connection.exec('update people set age = 31')
  migrate(connection, steps)
  const people = rowsOf(connection, 'select age from people')
  assert.deepEqual(people, [{ age: 31 }], 'no step runs twice')
})

test('a database from a newer program is refused and left alone', () => {
  const connection = new DatabaseSync(':memory:')
  migrate(connection, steps)
  for (const known of [0, 1, 2]) {
    assert.throws(() => migrate(connection, steps.slice(0, known)), (error) =>
      error instanceof NewerSchemaError && error.name === 'NewerSchemaError' &&
      error.message === `The database is at schema step 3, and this version knows only ${known}`)
  }
  assert.equal(appliedSteps(connection), 3)
})

test('a step that fails is undone as a whole, and the steps before it stay', () => {
  const connection = new DatabaseSync(':memory:')
  const text = 'create table half (id integer); select * from nowhere'
  const broken = { number: 2, name: 'ages', text }
  const [first, ...later] = steps
  assert.ok(first)
  assert.throws(() => migrate(connection, [first, broken]), /no such table: nowhere/)
  assert.equal(connection.isTransaction, false)
  assert.equal(appliedSteps(connection), 1)
  assert.deepEqual(rowsOf(connection, "select name from sqlite_schema where name = 'half'"), [])
  migrate(connection, [first, ...later])
  assert.equal(appliedSteps(connection), 3)
})

test('a step that ends its own transaction leaves none open', () => {
  const connection = new DatabaseSync(':memory:')
  const broken = { number: 1, name: 'odd', text: 'rollback; select * from nowhere' }
  assert.throws(() => migrate(connection, [broken]), /no such table: nowhere/)
  assert.equal(connection.isTransaction, false)
})

test('the schema of this program can be read and applied', () => {
  const parsed = parseSteps(readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8'))
  const connection = new DatabaseSync(':memory:')
  migrate(connection, parsed)
  assert.equal(appliedSteps(connection), parsed.length)
  const loose = rowsOf(connection, `
    select name from pragma_table_list
    where schema = 'main' and not strict and name not like 'sqlite_%'
      and type not in ('virtual', 'shadow')`)
  assert.deepEqual(loose, [], 'every table is strict')
})

function rowsOf(connection: DatabaseSync, text: string): unknown[] {
  return connection.prepare(text).all().map((row) => ({ ...row }))
}
