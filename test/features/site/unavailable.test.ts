import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog } from '../../../src/basics/log.ts'
import { ConstraintError, DatabaseError } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { refuseUnavailable } from '../../../src/features/site/unavailable.ts'
import { pick } from '../../pick.ts'
import { openTestApp } from '../../testApp.ts'

test('a request that cannot be stored is refused for now, as JSON or as a page', async (t) => {
  const site = openTestApp(t)
  await site.database.run(sql`pragma query_only = on`)
  const body = JSON.stringify({ target: 'https://example.com/a' })
  const headers = { 'content-type': 'application/json' }
  const api = await site.request('POST', '/api/links', { headers, body })
  assert.deepEqual([api.status, api.headers['retry-after']], [503, '10'])
  assert.equal(pick(api.json(), 'code'), 'database-unavailable')
  const page = await site.request('POST', '/api/links', {
    headers: { ...headers, accept: 'text/html' }, body,
  })
  assert.equal(page.status, 503)
  assert.match(page.text, /<h1>Service Unavailable<\/h1>/)
  const lines = site.logged().filter((line) => pick(line, 'event') === 'database unavailable')
  assert.deepEqual(lines.map((line) => pick(line, 'reason')), ['read-only', 'read-only'])
  assert.equal(pick(lines[0], 'requestId'), pick(api.json(), 'requestId'))
  assert.equal(site.logged().some((line) => pick(line, 'event') === 'bug'), false)
})

test('only what is out of order is refused for now', () => {
  const log = createLog({ format: 'off', write: () => undefined })
  const rows: [error: unknown, retryAfter: string | undefined][] = [
    [new DatabaseError('busy', ''), '1'],
    [new DatabaseError('full', ''), '10'],
    [new DatabaseError('read-only', ''), '10'],
    [new DatabaseError('unreadable', ''), '10'],
    [new DatabaseError('damaged', ''), '10'],
    [new DatabaseError('closed', ''), '10'],
    [new DatabaseError('failed', ''), undefined],
    [new ConstraintError('unique', 'links.slug'), undefined],
    [new Error('busy'), undefined],
    [undefined, undefined],
  ]
  for (const [error, retryAfter] of rows) {
    assert.equal(refuseUnavailable(error, 'id', log)?.headers['retry-after'], retryAfter)
  }
})
