import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { appliedSteps, checkSteps, migrate } from '../../src/database/migrate.ts'
import { ChangedStepError } from '../../src/database/recordedSteps.ts'
import { hashSql, normalizeSql, type SchemaStep } from '../../src/database/stepHash.ts'

const first = { number: 1, name: 'people', text: 'create table people (name text) strict;' }
const second = {
  number: 2,
  name: 'ages',
  text: `alter table people add column age integer;
    create index people_by_age on people (age);`,
}
const third = { number: 3, name: 'grow', text: 'insert into people values (\'Ann\', 30);' }
const steps: readonly SchemaStep[] = [first, second, third]

test('comments and whitespace are not part of a hash, and all else is', () => {
  const text = "create table a (b text default 'x -- y  /* z */', \"c d\" text)"
  const same = [
    `${text}`,
    `\n  ${text}  \n`,
    `-- why\n${text}`,
    `/* why\n not */ ${text} -- because`,
    text.replace('create table', 'create\n  table'),
    text.replace('a (b', 'a(b'),
  ]
  for (const other of same) assert.equal(hashSql(other), hashSql(text), other)
  const different = [
    text.replace('x --', 'x  --'),
    text.replace('/* z */', ''),
    text.replace('c d', 'cd'),
    text.replace('create', 'CREATE'),
    text.replace('b text', 'b any'),
    '',
  ]
  for (const other of different) assert.notEqual(hashSql(other), hashSql(text), other)
  assert.equal(normalizeSql("select 'it''s -- so' -- not this\n, [a b], `c d`"),
    "select'it''s -- so',[a b],`c d`")
})

test('each applied step is recorded with its hash', () => {
  const connection = new DatabaseSync(':memory:')
  migrate(connection, steps)
  assert.deepEqual(hashesOf(connection), steps.map(({ text }) => hashSql(text)))
  migrate(connection, steps.map((step) => ({ ...step, text: `-- Says why.\n${step.text}\n` })))
})

test('a database whose step was edited afterwards is refused, and left alone', () => {
  for (const edited of [1, 2, 3]) {
    const connection = new DatabaseSync(':memory:')
    migrate(connection, steps.slice(0, edited))
    const others = steps.map((step) =>
      step.number === edited ? { ...step, text: `${step.text} select 1;` } : step)
    assert.throws(() => migrate(connection, others), (error) =>
      error instanceof ChangedStepError && error.message.includes(`schema step ${edited} (`))
    assert.equal(appliedSteps(connection), edited)
  }
})

test('a database from before the hashes is adopted when its tables are those of the steps', () => {
  for (const known of [0, 1, 2, 3]) {
    const connection = openOld(steps.slice(0, known))
    assert.deepEqual(checkSteps(connection, steps).map(({ number }) => number),
      steps.slice(0, known).map(({ number }) => number), 'a check only reads')
    migrate(connection, steps)
    assert.deepEqual(hashesOf(connection), steps.map(({ text }) => hashSql(text)))
    assert.equal(connection.prepare('select age from people').get()?.['age'], 30)
  }
})

test('what SQLite keeps for itself does not keep an old database from being adopted', () => {
  const counted = {
    number: 1, name: 'counted', text: 'create table a (id integer primary key autoincrement)',
  }
  const connection = openOld([counted])
  connection.exec('insert into a default values; analyze;')
  migrate(connection, [counted])
})

test('a database from before the hashes with other tables is refused by what differs', () => {
  const rows: [change: string, names: RegExp][] = [
    ['alter table people add column more text', /database's table people isn't/],
    ['drop index people_by_age', /database's index people_by_age isn't/],
    ['create table more (id integer)', /database's table more isn't .* up to 3: /],
    ['create view seen as select 1', /database's view seen isn't/],
    ['create trigger t after insert on people begin select 1; end', /database's trigger t isn't/],
  ]
  for (const [change, names] of rows) {
    const connection = openOld(steps)
    connection.exec(change)
    const before = schemaOf(connection)
    assert.throws(() => migrate(connection, steps), (error) =>
      error instanceof ChangedStepError && names.test(error.message), change)
    assert.deepEqual(schemaOf(connection), before)
  }
})

test('two programs may adopt a database at once, and an older one may have added a step', () => {
  const connection = openOld(steps.slice(0, 2))
  migrate(connection, steps.slice(0, 2))
  connection.exec(third.text)
  connection.exec("insert into schema_steps values (3, 'grow', 'now', null)")
  migrate(connection, steps)
  assert.equal(hashesOf(connection).length, 3)
  assert.equal(connection.prepare('select count(*) as count from people').get()?.['count'], 1)
})

/** A database as it was before hashes were recorded. */
function openOld(applied: readonly SchemaStep[]): DatabaseSync {
  const connection = new DatabaseSync(':memory:')
  connection.exec(`create table schema_steps (number integer primary key, name text not null,
    applied_at text not null default '') strict`)
  for (const { number, name, text } of applied) {
    connection.exec(text)
    connection.prepare('insert into schema_steps (number, name) values (?, ?)').run(number, name)
  }
  return connection
}

function hashesOf(connection: DatabaseSync): unknown[] {
  const rows = connection.prepare('select hash from schema_steps order by number').all()
  return rows.map((row) => row['hash'])
}

function schemaOf(connection: DatabaseSync): unknown[] {
  return connection.prepare('select type, name, sql from sqlite_schema').all()
}
