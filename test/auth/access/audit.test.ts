import assert from 'node:assert/strict'
import test from 'node:test'
import { addedId, hasChanged } from '../../../src/auth/access/audit.ts'
import { ConstraintError } from '../../../src/database/database.ts'
import { sql, type Sql } from '../../../src/database/sql.ts'
import { pick } from '../../pick.ts'
import { startTime } from '../../testApp.ts'
import { openAuth } from '../openAuth.ts'
import { storedEvents } from '../storedEvents.ts'

const event = { requestId: 'r-1', actor: 7, action: 'signed-in', target: 'user 7' }

test('an event is stored with its time, and goes to the log as well', async (t) => {
  const { site, auth: { audit }, said } = openAuth(t)
  await audit.write({ ...event, details: { session: 3 } })
  const [stored] = await storedEvents(site.database)
  assert.deepEqual({ ...stored }, { ...event, id: 1, at: startTime, details: '{"session":3}' })
  const line: unknown = JSON.parse(said())
  assert.deepEqual([pick(line, 'event'), pick(line, 'requestId'), pick(line, 'actor'),
    pick(line, 'action'), pick(line, 'target'), pick(line, 'session')],
  ['audit', 'r-1', 7, 'signed-in', 'user 7', 3])
})

test('the table refuses every change of what is stored', async (t) => {
  const { site, auth: { audit } } = openAuth(t)
  await audit.write(event)
  const statements = [
    "update audit_events set action = 'x'", 'update audit_events set at = 0 where id = 1',
    'update audit_events set actor = null', 'delete from audit_events',
    'delete from audit_events where id = 1',
    "insert into audit_events (id, at, request_id, action, target) values (1, 0, '', 'x', '') " +
      "on conflict (id) do update set action = 'x'",
    ...['insert or replace', 'replace'].map((verb) =>
      `${verb} into audit_events (id, at, request_id, action, target) values (1, 0, '', 'x', '')`),
    'update or replace audit_events set id = 1',
  ]
  // Another program on the same file meets the same rules.
  for (const statement of statements) {
    const refused = /audit events (remain|stay as they are)/
    await assert.rejects(site.opened.elsewhere.run(statement), refused, statement)
  }
  await assert.rejects(site.database.run(sql`delete from audit_events`), ConstraintError)
  const [stored] = await storedEvents(site.database)
  assert.equal(stored?.action, 'signed-in')
})

test('an event is stored with what it tells of, or neither is', async (t) => {
  const { site, auth: { audit } } = openAuth(t)
  const broken = sql`insert into sessions (user) values (999)`
  await assert.rejects(site.database.batch([audit.prepare(event), broken]))
  assert.deepEqual(await storedEvents(site.database), [])
  await site.database.batch([audit.prepare(event)])
  assert.equal((await storedEvents(site.database)).length, 1)
})

test('an event is logged once its batch is committed, and only then', async (t) => {
  const { auth: { audit }, database, said } = openAuth(t)
  const addOwner = (hash: string) => sql`
    insert into owners (token_hash, created_at) values (${Buffer.from(hash.padEnd(32))}, 1)`
  const removeNothing = sql`delete from owners where id = 999`
  const broken = sql`insert into sessions (user) values (999)`
  const rows: [name: string, batch: Sql[], logged: number][] = [
    ['never sent', [], 0],
    ['undone', [addOwner('a'), audit.prepare(event), broken], 0],
    ['undone, if changed', [addOwner('a'), audit.prepareIfChanged(event), broken], 0],
    ['nothing changed', [removeNothing, audit.prepareIfChanged(event)], 0],
    ['committed', [addOwner('a'), audit.prepare(event)], 1],
    ['changed', [addOwner('b'), audit.prepareIfChanged(event)], 1],
    ['two events', [audit.prepare(event), addOwner('c'), audit.prepareIfChanged(event)], 2],
  ]
  for (const [name, batch, logged] of rows) {
    const before = said().length
    if (batch.includes(broken)) await assert.rejects(database.batch(batch), ConstraintError, name)
    else await database.batch(batch)
    const lines = said().slice(before).split('\n').filter(Boolean)
    assert.equal(lines.length, logged, name)
  }
  await database.run(audit.prepare(event))
  assert.equal(said().trim().split('\n').length, 5, 'a single statement is logged as well')
})

test('details are data, whatever they contain', async (t) => {
  const { site, auth: { audit } } = openAuth(t)
  const details = { name: '"\'); drop table users; --', isOdd: true }
  await audit.write({ ...event, details })
  const [stored] = await storedEvents(site.database)
  assert.deepEqual(JSON.parse(stored?.details ?? ''), details)
})

test('a change is recorded with its event, and what changed nothing leaves none', async (t) => {
  const { site, auth: { audit }, said } = openAuth(t)
  const owner = (hash: string) => sql`
    insert into owners (token_hash, created_at) select ${Buffer.from(hash.padEnd(32))}, 1
    where ${hash} <> 'none'`
  const added = await audit.record(owner('a'), event)
  const nothing = await audit.record(owner('none'), event)
  const again = await audit.record(owner('b'), event)
  assert.deepEqual([added, nothing, again].map(({ changes }) => changes), [1, 0, 1])
  assert.equal((await storedEvents(site.database)).length, 2)
  assert.equal(said().trim().split('\n').length, 2, 'the log tells what happened, and no more')
  await assert.rejects(audit.record(owner('a'), event), ConstraintError)
  assert.equal((await storedEvents(site.database)).length, 2)
  assert.equal((await site.database.all(sql`select 1 from owners`)).length, 2)
  // Whatever follows is in the same batch, and the event is that of the first statement.
  const removeNothing = sql`delete from owners where id = 999`
  await audit.record(owner('c'), event, { then: [removeNothing] })
  await assert.rejects(audit.record(owner('d'), event, { then: [owner('c')] }), ConstraintError)
  await audit.record(removeNothing, event, { then: [owner('e')] })
  assert.equal((await storedEvents(site.database)).length, 3)
  assert.equal((await site.database.all(sql`select 1 from owners`)).length, 4)
})

test('an event tells the id of what was added, even after a select has read it', async (t) => {
  const { site, auth: { audit } } = openAuth(t)
  const id = { name: 'owner', value: addedId }
  const add = (hash: string) => site.database.batch([
    sql`insert into owners (token_hash, created_at) select ${Buffer.from(hash.padEnd(32))}, 1
      where ${hash} <> 'none'`,
    sql<{ id: number }>`select id from owners where id = last_insert_rowid() and ${hasChanged}`,
    audit.prepareIfChanged({ ...event, details: { by: 'x' } }, id),
  ])
  const [, { rows: [added] }] = await add('a')
  const [, { rows: none }] = await add('none')
  assert.deepEqual(none, [])
  const stored = (await storedEvents(site.database)).map((row) => row.details)
  assert.deepEqual(stored, [`{"owner":${added?.id},"by":"x"}`])
})
