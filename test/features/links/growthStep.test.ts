// The schema step `growth` on a database that was in use before it.

import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { countsStatement } from '../../../src/features/admin/service/numbers.ts'
import { schema } from '../../freshDatabase.ts'

test('what was stored before is there, found and counted afterwards', (t) => {
  const connection = new DatabaseSync(':memory:')
  t.after(() => connection.close())
  const [before = '', growth = ''] = schema.split(/^-- step \d+: growth$/m)
  const run = (text: string) => connection.exec(text)
  const all = (text: string, ...values: (string | number | bigint | null | Uint8Array)[]) =>
    connection.prepare(text).all(...values).map((row) => Object.values(row))
  run(before)
  run(`
    insert into users (email, name, created_at, updated_at) values ('ada@example.org', 'Ada', 1, 1);
    insert into owners (token_hash, created_at, user) values (zeroblob(32), 1, 1);
    insert into links (slug, owner, target, created_at, updated_at) values
      ('one', 1, 'https://example.com/', 1, 1), ('two', 1, 'https://example.com/', 1, 1),
      ('six', 1, 'https://example.com/', 1, 1);
    insert into visitor_salts (day, salt) values (0, zeroblob(32));
    insert into visits (link, at, is_person, referrer, browser, device, visitor) values
      (1, 1, 1, 'direct', 'Firefox', 'phone', x'01'),
      (2, 1, 1, 'direct', 'Firefox', 'phone', x'02');
    delete from links where slug = 'six'`)
  run(growth)
  const { text, values } = countsStatement(0)
  const links = () => connection.prepare(text).get(...values)?.['links']
  assert.equal(links(), 2)
  assert.deepEqual(all(`select rowid from user_search where user_search match '"ada"'`), [[1]])
  run(`insert into visits (link, at, is_person, referrer, browser, device, visitor) values
    (1, 2, 1, 'direct', 'Firefox', 'phone', x'01'), (1, 3, 1, 'direct', 'Firefox', 'phone', x'03')`)
  assert.deepEqual(all('select link, day, visitors from link_days'), [[1, 0, 2], [2, 0, 1]])
  run(`delete from links where slug = 'one'`)
  assert.deepEqual(all('select link from visitors_today'), [[2]])
  assert.deepEqual(all('select link from deleted_links'), [[1], [3]])
  run(`insert into links (slug, owner, target, created_at, updated_at)
    values ('ten', 1, 'https://example.com/', 1, 1)`)
  assert.throws(() => run(`insert into links (slug, owner, target, created_at, updated_at)
    values ('ten', 1, 'https://example.com/', 1, 1)`), /UNIQUE/)
  assert.equal(links(), 2)
  assert.equal(links(), all('select count(*) from links')[0]?.[0])
  assert.deepEqual(all('pragma foreign_key_check'), [])
})
