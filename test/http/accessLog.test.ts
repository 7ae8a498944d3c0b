import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog } from '../../src/basics/log.ts'
import { accessLog, type AccessEntry } from '../../src/http/accessLog.ts'
import { Context } from '../../src/http/context.ts'
import { compose } from '../../src/http/middleware.ts'
import { empty, text } from '../../src/http/reply.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { parseTarget } from '../../src/http/target.ts'

function contextOf(path: string): Context {
  const request = incomingRequest('GET', path)
  return new Context(request, parseTarget(path), { id: 'id-1', params: {} })
}

test('every request is reported once, with its status', async () => {
  const entries: AccessEntry[] = []
  const lines: string[] = []
  const log = createLog({ format: 'json', write: (text) => lines.push(text) })
  const middleware = accessLog(log, (entry) => entries.push(entry))
  const context = contextOf('/books/1?token=secret')
  context.route = '/books/:isbn'
  await compose([middleware], async () => text('a', 404))(context)
  const [entry = assert.fail('No entry')] = entries
  const { durationMs, ...fields } = entry
  assert.deepEqual(fields, {
    requestId: 'id-1', method: 'GET', path: '/books/1', route: '/books/:isbn', status: 404,
    traceId: undefined,
  })
  assert.ok(durationMs >= 0 && durationMs < 10_000)
  assert.equal(Math.round(durationMs * 1000), Number((durationMs * 1000).toFixed(6)))
  compose([middleware], () => empty())(contextOf('/'))
  assert.deepEqual(entries.map(({ status, route }) => [status, route]), [
    [404, '/books/:isbn'], [204, undefined],
  ])
  log.flush()
  assert.match(lines.join(''), /"event":"request".*"status":404.*\n.*"status":204/)
})
