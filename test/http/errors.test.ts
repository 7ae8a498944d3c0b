import assert from 'node:assert/strict'
import test from 'node:test'
import { HttpError, problemReply, toProblem } from '../../src/http/errors.ts'

test('a refusal carries what the client can do something about', () => {
  const bare = new HttpError(404, 'not-found', 'There is no book 1')
  assert.ok(bare instanceof Error)
  assert.deepEqual(
    [bare.name, bare.status, bare.code, bare.message, bare.headers, bare.members],
    ['HttpError', 404, 'not-found', 'There is no book 1', {}, {}],
  )
  const headers = { allow: 'GET' }
  const members = { errors: ['a'] }
  const full = new HttpError(405, 'method-not-allowed', 'No', { headers, members })
  assert.deepEqual([full.headers, full.members], [headers, members])
})

test('a refusal becomes a problem document', () => {
  const rows: [error: HttpError, title: string][] = [
    [new HttpError(400, 'bad-name', 'A name is missing'), 'Bad Request'],
    [new HttpError(404, 'not-found', 'There is nothing'), 'Not Found'],
    [new HttpError(431, 'too-many', 'Too many'), 'Request Header Fields Too Large'],
    [new HttpError(503, 'time-limit', 'Too late'), 'Service Unavailable'],
    [new HttpError(499, 'unknown', 'Nobody knows this status'), 'Error'],
  ]
  for (const [error, title] of rows) {
    assert.deepEqual(toProblem(error, 'id-1'), {
      type: 'about:blank', title, status: error.status, detail: error.message, code: error.code,
      requestId: 'id-1',
    })
  }
})

test('a refusal may add members of its own', () => {
  const members = { error: 'Missing name parameter', errors: [{ field: 'name' }] }
  const problem = toProblem(new HttpError(400, 'invalid', 'Wrong', { members }), 'id-1')
  assert.equal(problem['error'], 'Missing name parameter')
  assert.deepEqual(problem['errors'], [{ field: 'name' }])
  assert.equal(problem.requestId, 'id-1')
  assert.equal(problem.detail, 'Wrong')
})

test('of a bug, only the id of its request is shown', () => {
  const secret = 'select password from users'
  const bugs = [new Error(secret), new TypeError(secret), secret, { status: 404, message: secret },
    null, undefined, 0]
  for (const bug of bugs) {
    const problem = toProblem(bug, 'id-1')
    const { detail, ...rest } = problem
    assert.deepEqual(rest, {
      type: 'about:blank', title: 'Internal Server Error', status: 500, code: 'internal-error',
      requestId: 'id-1',
    })
    assert.match(detail, /went wrong on our side/)
    assert.ok(!JSON.stringify(problem).includes('password'))
  }
})

test('a problem is sent as application/problem+json', () => {
  const problem = toProblem(new HttpError(409, 'taken', 'The name is taken'), 'id-1')
  const reply = problemReply(problem, { 'retry-after': '1' })
  assert.equal(reply.status, 409)
  assert.deepEqual(reply.headers, {
    'content-type': 'application/problem+json', 'retry-after': '1',
  })
  assert.ok(typeof reply.body === 'string')
  assert.deepEqual(JSON.parse(reply.body), problem)
  assert.deepEqual(problemReply(problem).headers, { 'content-type': 'application/problem+json' })
})
