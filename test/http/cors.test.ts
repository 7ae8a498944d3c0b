import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import test from 'node:test'
import { Context, type Middleware } from '../../src/http/context.ts'
import { cors, type CorsOptions } from '../../src/http/cors.ts'
import { json, type Reply, type ReplyHeaders } from '../../src/http/reply.ts'
import { parseTarget } from '../../src/http/target.ts'

function contextOf(method: string, headers: Record<string, string>): Context {
  const request = {
    method,
    url: '/',
    headers,
    headerLines: Object.entries(headers).flat(),
    body: Readable.from([]),
    peer: {},
    signal: () => new AbortController().signal,
    sendContinue: () => undefined,
  }
  return new Context(request, parseTarget('/'), { id: 'test', params: {} })
}

/** Runs a request; the handler replies with 200 and these headers. */
function run(middleware: Middleware, context: Context, own: ReplyHeaders = {}): Reply {
  const reply = middleware(context, () => ({ status: 200, headers: { ...own }, body: 'x' }))
  assert.ok('status' in reply)
  return reply
}

const app = 'https://app.example'
const evil = 'https://evil.example'
const everything: CorsOptions = {
  origins: [app, 'http://localhost:5173'],
  methods: ['PUT', 'DELETE'],
  headers: ['content-type', 'if-match'],
  exposed: ['etag', 'location'],
  maxAgeSeconds: 60,
  credentials: true,
}

test('an empty list does nothing at all', () => {
  const off = cors({ ...everything, origins: [] })
  const reply = json({})
  const preflight = { origin: app, 'access-control-request-method': 'PUT' }
  for (const method of ['GET', 'OPTIONS']) {
    assert.equal(off(contextOf(method, preflight), () => reply), reply)
    assert.deepEqual(reply, json({}))
  }
})

test('only a listed origin may read, and every reply varies', () => {
  const granted = (origin: string): ReplyHeaders => ({
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'etag, location',
  })
  const rows: [origin: string | undefined, headers: ReplyHeaders][] = [
    [app, granted(app)],
    ['http://localhost:5173', granted('http://localhost:5173')],
    [undefined, { vary: 'Origin' }],
    [evil, { vary: 'Origin' }],
    ['null', { vary: 'Origin' }],
    ['', { vary: 'Origin' }],
    ['*', { vary: 'Origin' }],
    ['HTTPS://app.example', { vary: 'Origin' }],
    [`${app}/`, { vary: 'Origin' }],
    [`${app}:443`, { vary: 'Origin' }],
    [`${app}.evil.example`, { vary: 'Origin' }],
    ['http://app.example', { vary: 'Origin' }],
    [`${app}, ${app}`, { vary: 'Origin' }],
  ]
  const middleware = cors(everything)
  for (const method of ['GET', 'POST', 'OPTIONS']) {
    for (const [origin, headers] of rows) {
      const reply = run(middleware, contextOf(method, origin === undefined ? {} : { origin }))
      assert.deepEqual(reply, { status: 200, headers, body: 'x' }, String(origin))
    }
  }
})

test('a preflight gets its response without the handler', () => {
  const middleware = cors(everything)
  const preflight = (origin: string): Reply => {
    const context = contextOf('OPTIONS', { origin, 'access-control-request-method': 'PATCH' })
    return run(middleware, context)
  }
  assert.deepEqual(preflight(app), {
    status: 204,
    headers: {
      vary: 'Origin',
      'access-control-allow-origin': app,
      'access-control-allow-methods': 'PUT, DELETE',
      'access-control-allow-headers': 'content-type, if-match',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
    },
    body: null,
  })
  assert.deepEqual(preflight(evil), { status: 204, headers: { vary: 'Origin' }, body: null })
})

test('what only looks like a preflight goes to the handler', () => {
  const middleware = cors(everything)
  const rows: [method: string, headers: Record<string, string>][] = [
    ['OPTIONS', {}],
    ['OPTIONS', { origin: app }],
    ['OPTIONS', { 'access-control-request-method': 'PUT' }],
    ['GET', { origin: app, 'access-control-request-method': 'PUT' }],
  ]
  for (const [method, headers] of rows) {
    assert.equal(run(middleware, contextOf(method, headers)).status, 200)
  }
})

test('nothing is granted that was not asked for', () => {
  const middleware = cors({ origins: [app] })
  const plain = { vary: 'Origin', 'access-control-allow-origin': app }
  assert.deepEqual(run(middleware, contextOf('GET', { origin: app })).headers, plain)
  const preflight = { origin: app, 'access-control-request-method': 'PUT' }
  const { headers } = run(middleware, contextOf('OPTIONS', preflight))
  assert.deepEqual(headers, { ...plain, 'access-control-max-age': '600' })
})

test('Vary keeps what it had', () => {
  const rows: [own: string | string[], vary: string][] = [
    ['', 'Origin'],
    ['Accept', 'Accept, Origin'],
    [['Accept', 'Cookie'], 'Accept, Cookie, Origin'],
    ['Origin', 'Origin'],
    ['Accept, origin', 'Accept, origin'],
    ['origin ,Accept', 'origin ,Accept'],
    ['*', '*'],
    ['X-Origin', 'X-Origin, Origin'],
    ['Origin-Agent', 'Origin-Agent, Origin'],
  ]
  for (const [own, vary] of rows) {
    for (const origin of [app, evil]) {
      const reply = run(cors({ origins: [app] }), contextOf('GET', { origin }), { vary: own })
      assert.equal(String(reply.headers.vary), vary)
    }
  }
})

test('a reply that comes later is governed when it comes', async () => {
  const reply = cors({ origins: [app] })(contextOf('GET', { origin: app }), async () => json({}))
  assert.ok(reply instanceof Promise)
  assert.equal((await reply).headers['access-control-allow-origin'], app)
})

test('a wildcard is refused at the start', () => {
  assert.throws(() => cors({ origins: ['*'] }), TypeError)
  assert.throws(() => cors({ origins: ['null'] }), TypeError)
  for (const name of ['methods', 'headers', 'exposed']) {
    const options = { origins: [app], [name]: ['*'] }
    assert.throws(() => cors({ ...options, credentials: true }), /^TypeError: .*with credentials/)
    assert.doesNotThrow(() => cors(options))
  }
})
