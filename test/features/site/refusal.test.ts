import assert from 'node:assert/strict'
import test from 'node:test'
import { SignInError } from '../../../src/auth/passwords/admission.ts'
import { PasswordsBusyError } from '../../../src/auth/passwords/password.ts'
import { minuteMs } from '../../../src/basics/clock.ts'
import { ConstraintError } from '../../../src/database/database.ts'
import {
  Refusal, isRefusal, refusalStatuses, refuse, takeOrRefuse, toHttpError, toRefusal, violates,
  type RefusalCode,
} from '../../../src/features/site/refusal.ts'
import { App } from '../../../src/http/app.ts'
import { errorReplies } from '../../../src/http/errorReplies.ts'
import type { ReplyHeaders } from '../../../src/http/reply.ts'
import { createLimits } from '../../../src/services/limits.ts'
import { openTestApp } from '../../testApp.ts'

const limit = { name: 'links', most: 2, windowMs: 10 * minuteMs }

test('each code has its status, and the headers that go with it', () => {
  const bearer = { 'www-authenticate': 'Bearer error="invalid_token"' }
  const form = { 'www-authenticate': 'Form realm="Groundwork"' }
  const rows: [code: RefusalCode, status: number, headers: ReplyHeaders][] = [
    ['other-browser', 400, {}],
    ['other-issuer', 400, {}],
    ['invalid-token', 401, bearer],
    ['token-reused', 401, bearer],
    ['unknown-owner', 401, bearer],
    ['wrong-code', 401, form],
    ['wrong-password', 401, form],
    ['closed', 403, {}],
    ['disabled', 403, {}],
    ['invitation-required', 403, {}],
    ['needs-password', 403, {}],
    ['no-address', 403, {}],
    ['not-again', 403, {}],
    ['not-allowed', 403, {}],
    ['old-form', 403, {}],
    ['other-account', 403, {}],
    ['other-session', 403, {}],
    ['sign-up-closed', 403, {}],
    ['not-found', 404, {}],
    ['has-account', 409, {}],
    ['last-admin', 409, {}],
    ['linked-elsewhere', 409, {}],
    ['nothing-to-do', 409, {}],
    ['own-account', 409, {}],
    ['taken', 409, {}],
    ['too-many', 409, {}],
    ['old-token', 410, {}],
    ['stale', 412, {}],
    ['too-many-rows', 413, {}],
    ['invalid', 422, {}],
    ['too-many-passwords', 422, {}],
    ['limited', 429, {}],
    ['failed', 500, {}],
    ['busy', 503, { 'retry-after': '2' }],
  ]
  for (const [code, status, headers] of rows) {
    const error = toHttpError(refuse(code, 'No'))
    assert.deepEqual(
      [error?.status, error?.code, error?.message, error?.headers, error?.members],
      [status, code, 'No', headers, {}], code)
  }
  assert.deepEqual(rows.map(([code]) => code), Object.keys(refusalStatuses))
})

test('a refusal that names a limit says when it has room', () => {
  const rows: [wait: ConstructorParameters<typeof Refusal>[2], headers: ReplyHeaders][] = [
    [undefined, {}],
    [{ limit, retryAfterSeconds: 30 }, {
      'retry-after': '30', 'ratelimit-policy': '"links";q=2;w=600', 'ratelimit': '"links";r=0;t=30',
    }],
    [{ limit: undefined, retryAfterSeconds: 7 }, {
      'retry-after': '7', 'ratelimit-policy': '"tries";q=1;w=7', 'ratelimit': '"tries";r=0;t=7',
    }],
  ]
  for (const [wait, headers] of rows) {
    const error = toHttpError(new Refusal('limited', [{ field: '', message: 'Wait' }], wait))
    assert.deepEqual(error?.headers, headers)
  }
})

test('the fields at fault are listed, and what is wrong with the whole is not', () => {
  const whole = { field: '', message: 'Write an object' }
  const target = { field: 'target', message: 'This is missing' }
  const slug = { field: 'slug', message: 'Use at most 64 characters' }
  const rows: [issues: Refusal['issues'], message: string, members: object][] = [
    [[], 'invalid', {}],
    [[whole], whole.message, {}],
    [[target], target.message, { errors: [target] }],
    [[whole, target], whole.message, { errors: [target] }],
    [[target, slug], target.message, { errors: [target, slug] }],
  ]
  for (const [issues, message, members] of rows) {
    const error = toHttpError(new Refusal('invalid', issues))
    assert.deepEqual([error?.message, error?.members], [message, members])
  }
})

test("the rules of passwords refuse in the same way, and a bug isn't a refusal", () => {
  const rows: [error: unknown, code: RefusalCode | undefined, wait?: Refusal['wait']][] = [
    [new Refusal('stale', []), 'stale'],
    [new PasswordsBusyError(), 'busy'],
    [new SignInError('wrong'), 'wrong-password'],
    [new SignInError('limited', 9), 'limited', { limit: undefined, retryAfterSeconds: 9 }],
    [new SignInError('limited', 9, limit), 'limited', { limit, retryAfterSeconds: 9 }],
    [new Error('stale'), undefined],
    [{ code: 'stale', issues: [] }, undefined],
    ['stale', undefined],
    [undefined, undefined],
  ]
  for (const [error, code, wait] of rows) {
    const refusal = toRefusal(error)
    assert.deepEqual([refusal?.code, refusal?.wait], [code, wait])
    assert.equal(toHttpError(error)?.code, code)
  }
})

test('isRefusal knows a refusal by its code', () => {
  const rows: [error: unknown, isIt: boolean][] = [
    [refuse('taken', 'Gone'), true],
    [refuse('stale', 'Gone'), false],
    [new SignInError('wrong'), false],
    [{ code: 'taken' }, false],
    [undefined, false],
  ]
  for (const [error, isIt] of rows) assert.equal(isRefusal(error, 'taken'), isIt)
})

test('violates knows a constraint by its kind and by its name', () => {
  const error = new ConstraintError('unique', 'users.email')
  const rows: [error: unknown, constraint: string, expected: boolean][] = [
    [error, 'unique', true],
    [error, 'users.email', true],
    [error, 'users', false],
    [error, 'check', false],
    [new Error('unique'), 'unique', false],
    [undefined, 'unique', false],
  ]
  for (const [thrown, constraint, expected] of rows) {
    assert.equal(violates(thrown, constraint), expected, `${String(thrown)} ${constraint}`)
  }
})

test('a limit refuses what is one too many, each client by itself', async (t) => {
  const { database, clock } = openTestApp(t)
  const limits = createLimits({ database, clock: () => clock.now, secret: new Uint8Array(32) })
  const take = (who: string, sentence?: (minutes: number) => string) =>
    takeOrRefuse(limits, { limit, who, ...(sentence && { sentence }) })
  await take('ada')
  await take('ada')
  await assert.rejects(take('ada'), {
    code: 'limited', message: 'Too many attempts: try again in 10 min',
    wait: { limit, retryAfterSeconds: 600 },
  })
  await assert.rejects(take('ada', (minutes) => `Links again in ${minutes} min`), {
    message: 'Links again in 10 min',
    issues: [{ field: '', message: 'Links again in 10 min' }],
  })
  await take('grace')
})

test('around a handler, a refusal becomes a problem and a bug stays one', async () => {
  const bugs: unknown[] = []
  const bug = new Error('A bug')
  const app = new App().use(errorReplies({
    translate: toHttpError, onBug: (error) => bugs.push(error),
  }))
  app.get('/refusal', () => { throw refuse('taken', 'This slug is taken', 'slug') })
  app.get('/late', async () => { throw refuse('not-found', 'There is no such link') })
  app.get('/bug', () => { throw bug })
  const statuses: unknown[] = []
  for (const path of ['/refusal', '/late', '/bug']) {
    const { status, headers } = await app.request('GET', path)
    statuses.push([status, headers['content-type']])
  }
  const type = 'application/problem+json'
  assert.deepEqual(statuses, [[409, type], [404, type], [500, type]])
  assert.deepEqual(bugs, [bug])
})
