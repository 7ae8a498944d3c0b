// `insert or replace` and `update or replace` remove the row that is in their way. What the schema
// promises of a row that is deleted holds for such a row too.

import assert from 'node:assert/strict'
import test from 'node:test'
import { ConstraintError } from '../../src/database/database.ts'
import { isFile } from '../openDatabase.ts'
import { openTestApp, type TestApp } from '../testApp.ts'

// Two users, one of them the only administrator, and a link of each. One link is gone, and one was
// switched off by an administrator.
const start = `
  insert into users (email, name, role, created_at, updated_at) values
    ('root@example.org', 'Root', 'admin', 1, 1), ('bob@example.org', 'Bob', 'user', 1, 1);
  insert into owners (token_hash, created_at, user) values
    (randomblob(32), 1, 1), (randomblob(32), 1, 2);
  insert into links (slug, owner, target, created_at, updated_at) values
    ('poster', 1, 'https://example.com/', 1, 1), ('other', 2, 'https://example.com/', 1, 1);
  insert into links (slug, owner, target, created_at, updated_at)
    values ('former', 1, 'https://example.com/', 1, 1);
  delete from links where slug = 'former';
  update links set is_blocked = 1 where slug = 'other';
  insert into visits (link, at, is_person, referrer, browser, device, visitor)
    values (1, 1, 1, 'direct', 'Firefox', 'phone', x'01');
  insert into audit_events (at, request_id, action, target) values (1, 'r', 'a', 't');`

const newUser = 'into users (id, email, created_at, updated_at)'
const newLink = 'into links (slug, owner, target, created_at, updated_at)'
const target = "'https://example.org/', 2, 2"

const refused: readonly [statement: string, rule: string][] = [
  [`insert or replace ${newUser} values (null, 'root@example.org', 2, 2)`, 'last administrator'],
  [`insert or replace ${newUser} values (1, 'eve@example.org', 2, 2)`, 'last administrator'],
  [`insert or replace ${newUser} values (1, 'bob@example.org', 2, 2)`, 'last administrator'],
  ["update or replace users set email = 'root@example.org' where id = 2", 'last administrator'],
  ['update or replace users set id = 1 where id = 2', 'last administrator'],
  [`insert or replace ${newLink} values ('poster', 2, ${target})`, 'retired slug'],
  [`insert or replace ${newLink} values ('other', 2, ${target})`, 'retired slug'],
  ["update or replace links set slug = 'poster' where id = 2", 'retired slug'],
  ["update links set slug = 'former' where id = 2", 'retired slug'],
  ["replace into audit_events (id, at, request_id, action, target) values (1, 2, 'r', 'x', 't')",
    'audit events stay as they are'],
]

async function openStarted(test: test.TestContext): Promise<TestApp> {
  const site = openTestApp(test)
  await site.opened.elsewhere.run(start)
  return site
}

async function readAll({ database }: TestApp, text: string): Promise<unknown[][]> {
  const rows = await database.all<object>({ text, values: [] })
  return rows.map((row) => Object.values(row))
}

for (const [statement, rule] of refused) {
  test(`refused: ${statement}`, async (t) => {
    const site = await openStarted(t)
    const { elsewhere } = site.opened
    await assert.rejects(site.database.run({ text: statement, values: [] }),
      (error) => error instanceof ConstraintError && error.constraint === rule)
    await assert.rejects(elsewhere.run(statement), new RegExp(rule))
    assert.deepEqual(await readAll(site, 'select slug, owner from links order by id'),
      [['poster', 1], ['other', 2]])
    assert.deepEqual(await readAll(site, 'select email, role from users order by id'),
      [['root@example.org', 'admin'], ['bob@example.org', 'user']])
    assert.deepEqual(await readAll(site, 'select action from audit_events'), [['a']])
  })
}

// No flag of rqlite switches recursive triggers on. The app itself replaces no such row.
const recursive = isFile ? {} : { skip: 'rqlite runs no trigger for a row that is replaced' }

test('a row that is replaced is counted and searched as a deleted one', recursive, async (t) => {
  const site = await openStarted(t)
  const run = (text: string) => site.database.run({ text, values: [] })
  await run(`insert or replace ${newUser} values (null, 'bob@example.org', 2, 2)`)
  assert.deepEqual(await readAll(site, "select number from totals where name = 'users'"), [[2]])
  assert.deepEqual(
    await readAll(site, `select rowid from user_search where user_search match '"bob"'`), [[3]])
  await run(`insert or replace ${newLink} values ('poster', 1, ${target})`)
  assert.deepEqual(await readAll(site, 'select link from deleted_links'), [[1]])
  assert.deepEqual(await readAll(site, `
    select number + (select seq from sqlite_sequence where name = 'links') from totals
    where name = 'links'`), [[2]])
})

const roleUser = 'into users (id, email, role, created_at, updated_at)'

// What is no replacement of the last administrator keeps its own outcome, here and elsewhere.
const allowed: readonly [statement: string, outcome: string | undefined][] = [
  [`insert ${newUser} values (null, 'root@example.org', 2, 2)`, 'users.email'],
  [`insert ${newUser} values (1, 'eve@example.org', 2, 2)`, 'users.id'],
  ["update users set email = 'root@example.org' where id = 2", 'users.email'],
  [`insert or ignore ${newUser} values (null, 'root@example.org', 2, 2)`, undefined],
  [`insert ${newUser} values (null, 'root@example.org', 2, 2) on conflict do nothing`, undefined],
  [`insert ${newUser} values (null, 'eve@example.org', 2, 2)`, undefined],
  [`insert or replace ${newUser} values (2, 'bob@example.org', 2, 2)`, undefined],
  [`insert or replace ${roleUser} values (1, 'root@example.org', 'admin', 2, 2)`, undefined],
  ["update or replace users set email = 'eve@example.org' where id = 2", undefined],
  ["update users set email = 'eve@example.org' where id = 1", undefined],
]

for (const [statement, outcome] of allowed) {
  test(`${outcome ?? 'allowed'}: ${statement}`, async (t) => {
    const site = await openStarted(t)
    const { elsewhere } = site.opened
    if (outcome !== undefined) {
      await assert.rejects(elsewhere.run(statement), new RegExp(`UNIQUE.*${outcome}`))
      await assert.rejects(site.database.run({ text: statement, values: [] }),
        (error) => error instanceof ConstraintError && error.constraint === outcome)
      return
    }
    await elsewhere.run(statement)
    assert.equal((await readAll(site, "select id from users where role = 'admin'")).length, 1)
    assert.deepEqual(await readAll(site, 'select id from replace_probes'), [[1]])
  })
}

test('one administrator of two may be replaced, and not both', async (t) => {
  const site = await openStarted(t)
  const { elsewhere } = site.opened
  await elsewhere.run("update users set role = 'admin'")
  await assert.rejects(elsewhere.run(`insert or replace ${newUser}
    values (1, 'bob@example.org', 2, 2)`), /last administrator/)
  await elsewhere.run(`insert or replace ${newUser} values (1, 'eve@example.org', 2, 2)`)
  assert.deepEqual(await readAll(site, 'select email, role from users order by id'),
    [['eve@example.org', 'user'], ['bob@example.org', 'admin']])
})
