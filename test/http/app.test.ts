import assert from 'node:assert/strict'
import test from 'node:test'
import { App } from '../../src/http/app.ts'
import { readText } from '../../src/http/body.ts'
import type { Context, Middleware } from '../../src/http/context.ts'
import { HttpError } from '../../src/http/errors.ts'
import { errorReplies } from '../../src/http/errorReplies.ts'
import { after } from '../../src/http/middleware.ts'
import { empty, text } from '../../src/http/reply.ts'
import { incomingRequest } from '../../src/http/request.ts'

/** An app whose routes answer with their own method, pattern and parameters. */
function appOf(...routes: string[]): App {
  const app = new App().use(errorReplies({ onBug: (error) => assert.fail(String(error)) }))
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    app.route(method, path, ({ params }) => text([route, ...Object.values(params)].join(' ')))
  }
  return app
}

async function ask(app: App, method: string, path: string): Promise<string> {
  const { status, headers, body } = await app.request(method, path)
  const allow = headers['allow'] ?? headers['location'] ?? ''
  const code = /"code":"([^"]*)"/.exec(String(body))?.[1]
  return [status, code ?? body, allow].filter(Boolean).join(' ')
}

test('the rules of a hit and of a miss', async () => {
  const app = appOf(
    'GET /', 'GET /books', 'POST /books', 'GET /books/:isbn', 'PATCH /books/:isbn',
    'DELETE /books/:isbn', 'GET /pages/', 'POST /only-post', 'HEAD /own-head', 'GET /own-head',
    'OPTIONS /own-options', 'GET /own-options', 'GET /files/*path', 'PUT /books/new',
    'GET /a/b', 'GET /:x/c', 'POST /slash/', 'GET /caf\u00e9', 'GET /both', 'GET /both/',
  )
  const rows: [method: string, path: string, expected: string][] = [
    ['GET', '/', '200 GET /'],
    ['GET', '/?a=1', '200 GET /'],
    ['GET', '/books', '200 GET /books'],
    ['POST', '/books', '200 POST /books'],
    ['GET', '/books/1', '200 GET /books/:isbn 1'],
    ['GET', '/books/a%2Fb', '200 GET /books/:isbn a/b'],
    ['GET', '/books/new', '200 GET /books/:isbn new'],
    ['PUT', '/books/new', '200 PUT /books/new'],
    ['GET', '/files/a/b', '200 GET /files/*path a/b'],
    ['GET', '/a/c', '200 GET /:x/c a'],
    ['GET', '/caf%C3%A9', '200 GET /caf\u00e9'],
    ['GET', 'http://other.example/books/1', '200 GET /books/:isbn 1'],

    ['HEAD', '/books', '200 GET /books'],
    ['HEAD', '/own-head', '200 HEAD /own-head'],
    ['HEAD', '/only-post', '405 method-not-allowed OPTIONS, POST'],
    ['HEAD', '/nothing', '404 not-found'],

    ['GET', '/nothing', '404 not-found'],
    ['POST', '/nothing', '404 not-found'],
    ['GET', '/books/1/2', '404 not-found'],
    ['GET', '/a/b/', '308 /a/b'],
    ['GET', '/a/d', '404 not-found'],

    ['DELETE', '/books', '405 method-not-allowed GET, HEAD, OPTIONS, POST'],
    ['POST', '/books/1', '405 method-not-allowed DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['PATCH', '/books/new', '200 PATCH /books/:isbn new'],
    ['POST', '/books/new', '405 method-not-allowed DELETE, GET, HEAD, OPTIONS, PATCH, PUT'],
    ['GET', '/only-post', '405 method-not-allowed OPTIONS, POST'],
    ['PUT', '/', '405 method-not-allowed GET, HEAD, OPTIONS'],

    ['OPTIONS', '/books', '204 GET, HEAD, OPTIONS, POST'],
    ['OPTIONS', '/only-post', '204 OPTIONS, POST'],
    ['OPTIONS', '/own-options', '200 OPTIONS /own-options'],
    ['OPTIONS', '/nothing', '404 not-found'],
    ['OPTIONS', '*', '204 DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'],
    ['GET', '*', '400 bad-target'],
    ['HEAD', '*', '400 bad-target'],
    ['POST', '*', '400 bad-target'],

    ['GET', '/books/', '308 /books'],
    ['GET', '/books/?a=1&b', '308 /books?a=1&b'],
    ['GET', '/pages', '308 /pages/'],
    ['GET', '/pages?a', '308 /pages/?a'],
    ['POST', '/books/', '308 /books'],
    ['DELETE', '/only-post/', '308 /only-post'],
    ['GET', '/slash', '308 /slash/'],
    ['OPTIONS', '/books/', '308 /books'],
    ['GET', '/books/a%2Fb/', '308 /books/a%2Fb'],
    ['GET', '/books/%2Fevil.example/', '308 /books/%2Fevil.example'],
    ['GET', '/books/%5Cevil.example/', '308 /books/%5Cevil.example'],
    ['GET', '/caf%C3%A9/', '308 /caf%C3%A9'],
    ['GET', '/both', '200 GET /both'],
    ['GET', '/both/', '200 GET /both/'],

    ['BREW', '/books', '501 unknown-method'],
    ['BREW', '/nothing', '501 unknown-method'],
    ['TRACE', '/books', '501 unknown-method'],
    ['PROPFIND', '*', '501 unknown-method'],
    ['get', '/books', '501 unknown-method'],
    ['', '/books', '501 unknown-method'],

    ['GET', '//evil.example/x', '400 bad-target'],
    ['GET', '/books/../a/b', '400 bad-target'],
    ['GET', '/books/%zz', '400 bad-target'],
    ['GET', 'books', '400 bad-target'],
    ['BREW', '//', '400 bad-target'],
  ]
  for (const [method, path, expected] of rows) {
    assert.equal(await ask(app, method, path), expected, `${method} ${path}`)
  }
})

test("a star isn't a value of a name", async () => {
  const app = appOf('GET /:name', 'POST /*rest')
  assert.equal(await ask(app, 'GET', '/*'), '200 GET /:name *')
  assert.equal(await ask(app, 'GET', '*'), '400 bad-target')
  assert.equal(await ask(app, 'POST', '*'), '400 bad-target')
  assert.equal(await ask(app, 'OPTIONS', '*'), '204 DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT')
})

test('a rest needs at least its slash', async () => {
  const app = appOf('GET /files/*path')
  assert.equal(await ask(app, 'GET', '/files'), '308 /files/')
  assert.equal(await ask(app, 'GET', '/files/'), '200 GET /files/*path ')
  assert.equal(await ask(app, 'GET', '/'), '404 not-found')
})

test('an app without routes knows nothing', async () => {
  assert.equal(await ask(appOf(), 'GET', '/'), '404 not-found')
  assert.equal(await ask(appOf(), 'OPTIONS', '/'), '404 not-found')
})

test('each method has its short name', async () => {
  const app = new App()
  app.get('/a', () => text('GET'))
  app.post('/a', () => text('POST'))
  app.put('/a', () => text('PUT'))
  app.patch('/a', () => text('PATCH'))
  app.delete('/a', () => text('DELETE'))
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    assert.equal((await app.request(method, '/a')).body, method)
  }
  assert.deepEqual(app.routes().map(({ method, pattern }) => `${method} ${pattern}`), [
    'GET /a', 'POST /a', 'PUT /a', 'PATCH /a', 'DELETE /a',
  ])
})

test('a method that no request can have is refused at the start', () => {
  for (const method of ['BREW', 'get', 'TRACE', 'CONNECT', '']) {
    assert.throws(() => new App().route(method, '/a', () => empty()), {
      message: `Cannot add ${method} /a: unknown method`,
    })
  }
  assert.throws(() => new App().get('/:x', () => empty()).get('/:y', () => empty()), {
    message: 'Cannot add GET /:y: it matches the same requests as GET /:x',
  })
})

test('a handler knows its path, its query and its route', async () => {
  const seen: unknown[] = []
  const app = new App().get('/books/:isbn/*more', (context) => {
    const { isbn, more } = context.params
    const { path, query } = context.target
    seen.push(isbn, more, context.method, path, query, context.route, context.query.get('a'))
    return empty()
  })
  await app.request('GET', '/books/97%208/x/y?a=b+c&a=d')
  assert.deepEqual(seen, [
    '97 8', 'x/y', 'GET', '/books/97%208/x/y', 'a=b+c&a=d', '/books/:isbn/*more', 'b c',
  ])
})

test('a parameter that the path does not name does not compile', () => {
  const app = new App()
  // @ts-expect-error There is no :title in this path
  app.get('/books/:isbn', ({ params }) => text(params.title))
  // @ts-expect-error A value is text, whatever it looks like
  app.get('/pages/:number', ({ params }) => text(String(params.number * 2)))
  // @ts-expect-error There is nothing to name in this path
  app.get('/books', ({ params }) => text(params.isbn))
  app.get('/shelves/:shelf/books/:isbn/*rest', ({ params: { shelf, isbn, rest } }) => {
    const values: [string, string, string] = [shelf, isbn, rest]
    return text(values.join())
  })
  app.route('GET', '/a/:b', ({ params }) => text(params.b))
  assert.equal(app.routes().length, 5)
})

test('middlewares run around hits and misses, the first outermost', async () => {
  const steps: string[] = []
  const note = (name: string): Middleware => async (context, next) => {
    steps.push(name)
    const reply = await next()
    steps.push(`${name} ${context.route} ${reply.status}`)
    return reply
  }
  const app = new App().use(note('one'), note('two'))
  app.use(errorReplies({ onBug: (error) => assert.fail(String(error)) }))
  app.get('/a/:b', () => text('a'))
  const rows: [method: string, path: string, end: string][] = [
    ['GET', '/a/1', '/a/:b 200'],
    ['HEAD', '/a/1', '/a/:b 200'],
    ['GET', '/nothing', 'undefined 404'],
    ['DELETE', '/a/1', 'undefined 405'],
    ['GET', '/a/1/', 'undefined 308'],
    ['OPTIONS', '/a/1', 'undefined 204'],
    ['BREW', '/a/1', 'undefined 501'],
    ['GET', '//', 'undefined 400'],
  ]
  for (const [method, path, end] of rows) {
    steps.length = 0
    await app.request(method, path)
    assert.deepEqual(steps, ['one', 'two', `two ${end}`, `one ${end}`], path)
  }
})

test('a target that cannot be read is shown to middlewares as it was sent', async () => {
  const seen: unknown[] = []
  const app = new App().use((context, next) => {
    seen.push(context.target, context.params)
    return next()
  })
  await assert.rejects(app.request('GET', '//evil.example/?a=b'), { status: 400 })
  assert.deepEqual(seen, [{ path: '//evil.example/?a=b', query: '', segments: [] }, {}])
})

test('a miss handler gets unreadable targets and paths without a route, nothing else', async () => {
  const misses: string[] = []
  const app = new App().get('/a', () => text('a'))
  app.get('/gone', () => { throw new HttpError(404, 'not-found', 'A route says so itself') })
  app.onMiss((miss, { method, request }) => {
    misses.push(`${method} ${request.url} ${miss.status}`)
    if (method !== 'GET') throw miss
    return text('missed')
  })
  const missed = [['/b', 404], ['/b?a=b', 404], ['//', 400], ['/%', 400]] as const
  for (const [path, status] of missed) {
    assert.equal((await app.request('GET', path)).body, 'missed', path)
    await assert.rejects(app.request('PUT', path), { status }, path)
  }
  assert.deepEqual(misses, missed.flatMap(([path, status]) =>
    [`GET ${path} ${status}`, `PUT ${path} ${status}`]))
  assert.equal((await app.request('GET', '/a')).body, 'a')
  assert.equal((await app.request('GET', '/a/')).status, 308)
  await assert.rejects(app.request('POST', '/a'), { status: 405 })
  await assert.rejects(app.request('BREW', '/b'), { status: 501 })
  await assert.rejects(app.request('GET', '/gone'), { message: 'A route says so itself' })
  assert.equal(misses.length, 2 * missed.length)
})

test('a reply of a miss handler passes through the middlewares', async () => {
  const app = new App().use(after((reply) => ({ ...reply, status: 410 })))
  app.onMiss(() => text('missed', 404))
  assert.equal((await app.request('GET', '/b')).status, 410)
  assert.equal((await app.request('GET', '//')).status, 410)
})

test('middlewares that are added after the routes run around them all the same', async () => {
  const app = new App().get('/', () => text('a')).use(() => text('before'))
  assert.equal((await app.request('GET', '/')).body, 'before')
})

test('guards run before their own handler, from left to right, and not elsewhere', async () => {
  const steps: string[] = []
  const guard = (name: string): Middleware => (_context, next) => {
    steps.push(name)
    return next()
  }
  const refuse: Middleware = () => { throw new HttpError(403, 'forbidden', 'No') }
  const app = new App().use(guard('app'))
  app.get('/a', () => { steps.push('handler'); return empty() }, [guard('one'), guard('two')])
  app.get('/b', () => { steps.push('handler'); return empty() })
  app.post('/a', () => assert.fail('A guard let somebody in'), [guard('one'), refuse])
  await app.request('GET', '/a')
  assert.deepEqual(steps.splice(0), ['app', 'one', 'two', 'handler'])
  await app.request('GET', '/b')
  assert.deepEqual(steps.splice(0), ['app', 'handler'])
  await assert.rejects(app.request('POST', '/a'), { status: 403 })
  assert.deepEqual(steps.splice(0), ['app', 'one'])
  const { headers } = await app.request('OPTIONS', '/a')
  assert.deepEqual(headers, { allow: 'GET, HEAD, OPTIONS, POST' })
})

test('a synchronous handler gets its response in the same turn', async () => {
  const app = new App().use((_context, next) => next())
  app.get('/now', () => text('now'))
  app.get('/late', async () => text('late'))
  assert.deepEqual(app.handle(incomingRequest('GET', '/now')), text('now'))
  const late = app.handle(incomingRequest('GET', '/late'))
  assert.ok(late instanceof Promise)
  assert.deepEqual(await late, text('late'))
})

test('every request has an id of its own', async () => {
  const ids: string[] = []
  const keep = ({ id }: Context) => { ids.push(id); return empty() }
  const one = new App().get('/', keep)
  const other = new App().get('/', keep)
  for (let count = 0; count < 50; count += 1) {
    await one.request('GET', '/')
    await other.request('GET', '/')
  }
  assert.equal(new Set(ids).size, 100)
  for (const id of ids) assert.match(id, /^[\w-]{8}-[0-9a-z]+$/)
})

test('what a handler throws without errorReplies comes out', async () => {
  const bug = new Error('A bug')
  const app = new App().get('/', () => { throw bug }).get('/late', async () => { throw bug })
  await assert.rejects(app.request('GET', '/'), bug)
  await assert.rejects(app.request('GET', '/late'), bug)
})

test('a request of a test is like one from a socket', async () => {
  const app = new App()
  app.post('/', async (context) => {
    const { request } = context
    const { host, 'content-length': length, 'x-a': value } = request.headers
    const { aborted } = context.signal
    const body = await readText(context)
    return text([body, host, length, value, request.peer.remoteAddress, aborted].join())
  })
  const plain = await app.request('POST', '/', { body: '\u00e9', headers: { 'X-A': 'b' } })
  assert.equal(plain.body, '\u00e9,localhost,2,b,127.0.0.1,false')
  const own = await app.request('POST', '/', {
    headers: { Host: 'a.example' }, remoteAddress: '192.0.2.1', signal: AbortSignal.abort(),
  })
  assert.equal(own.body, ',a.example,,,192.0.2.1,true')
})
