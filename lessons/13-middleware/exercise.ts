// A chain of middleware functions. Each one gets the request and a function `next`, which runs
// everything further inside and returns its reply. So it can do something before, after, or instead
// of the rest.

import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

type Reply = { status: number; headers: Record<string, string>; body: string }
type Context = { method: string; path: string; key: string | undefined; trace: string[] }
type Handler = (context: Context) => Reply | Promise<Reply>
type Middleware = (context: Context, next: () => Promise<Reply>) => Reply | Promise<Reply>

let handled = 0

const handlers = new Map<string, Handler>([
  ['/hello', (context) => {
    context.trace.push('handler')
    return text(200, 'Hello')
  }],
  ['/slow', async () => {
    await setTimeout(60)
    return text(200, 'That took a moment')
  }],
  ['/throws', () => {
    throw new Error('The password of the database is 4711')
  }],
  ['/rejects', async () => {
    await setTimeout(5)
    throw new Error('The password of the database is 4711')
  }],
  ['/admin', (context) => {
    context.trace.push('handler')
    return text(200, 'Welcome')
  }],
  ['/twice', compose([callsNextTwice, waitFirst], () => text(200, `${(handled += 1)}`))],
  ['/handled', () => text(200, String(handled))],
  ['/late', compose(Array(8).fill(waitFirst), () => text(200, 'Late'))],
])

// The first one is the outermost: it sees the request first and the reply last.
const app = compose([requestId, timing, errors, trace('outer'), trace('inner'), guard], route)

const server = createServer(async (request, response) => {
  const { method = 'GET', url = '/', headers } = request
  const [path = '/'] = url.split('?')
  const key = headers['x-key']?.toString()
  const reply = await app({ method, path, key, trace: [] })
  response.writeHead(reply.status, reply.headers).end(reply.body)
})

server.listen(Number(process.env.PORT), '127.0.0.1')

// The innermost handler: it calls the one for the path.
function route(context: Context): Reply | Promise<Reply> {
  const handler = handlers.get(context.path)
  if (handler === undefined) return text(404, 'There is nothing here')
  if (context.method === 'GET' || context.method === 'HEAD') return handler(context)
  return text(405, 'Only GET works here', { allow: 'GET, HEAD' })
}

// Gives each reply an id, by which you find the request in the log.
async function requestId(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  const reply = await next()
  reply.headers['x-request-id'] = randomUUID()
  return reply
}

// Makes one handler of a list of middleware functions and the handler inside them.
function compose(middlewares: Middleware[], handler: Handler): Handler {
  //#region todo Run the first middleware, give it a `next` that runs the second, and so on
  //? What does the `next` of the last middleware run? And what should happen if a middleware calls
  //? its `next` a second time?
  //> Read "One function around the other". For one request, a function run(index) can call the
  //> middleware with that index, with a `next` that calls run(index + 1)
  //= return handler
  return (context) => {
    let reached = -1
    async function run(index: number): Promise<Reply> {
      if (index <= reached) throw new Error('A middleware called next twice')
      reached = index
      const middleware = middlewares[index]
      return middleware ? middleware(context, () => run(index + 1)) : handler(context)
    }
    return run(0)
  }
  //#endregion
}

//#region todo Write timing, errors and guard: after, around, and instead of what is further inside
//? When is the reply there: when `next` has been called, or when its promise is fulfilled? Does
//? `try` see a promise that fails after the function has returned it?
//> Read "Before, after, instead". A Server-Timing is `total;dur=12.3`, in milliseconds. An error
//> is for the log (console.error), not for the client: 500. Without the right key, `unauthorized()`
//= // Says in the header Server-Timing how long everything further inside took.
//= async function timing(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
//=   return next()
//= }
//=
//= // Turns anything that is thrown further inside into a 500 without details.
//= async function errors(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
//=   return next()
//= }
//=
//= // Lets only requests with the key `open` get to /admin.
//= function guard(_context: Context, next: () => Promise<Reply>): Reply | Promise<Reply> {
//=   return next()
//= }
// Says in the header Server-Timing how long everything further inside took.
async function timing(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  const start = performance.now()
  const reply = await next()
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
  return reply
}

// Turns anything that is thrown further inside into a 500 without details.
async function errors(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  try {
    return await next()
  } catch (error) {
    console.error(error)
    return text(500, 'Something went wrong on our side')
  }
}

// Lets only requests with the key `open` get to /admin.
function guard(context: Context, next: () => Promise<Reply>): Reply | Promise<Reply> {
  if (context.path === '/admin' && context.key !== 'open') return unauthorized()
  return next()
}
//#endregion

// A 401 has to say how a client can identify itself (RFC 9110, section 11.6.1).
function unauthorized(): Reply {
  return text(401, 'Send a key in X-Key', { 'www-authenticate': 'Key realm="admin"' })
}

// Writes down when the request and the reply pass.
function trace(name: string): Middleware {
  return async (context, next) => {
    context.trace.push(`${name} in`)
    const reply = await next()
    context.trace.push(`${name} out`)
    reply.headers['x-trace'] = context.trace.join(', ')
    return reply
  }
}

// A mistake that compose must notice.
async function callsNextTwice(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  await next()
  return next()
}

// Waits before it goes on, so that other requests come in between. Counts itself in a header.
async function waitFirst(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  await setTimeout(4)
  const reply = await next()
  reply.headers['x-steps'] = String(Number(reply.headers['x-steps'] ?? 0) + 1)
  return reply
}

function text(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body }
}
