// A chain of middlewares. Each gets the request and a function `next`, which runs everything that
// is further inside and gives its reply back. So a middleware can do something before, after, or
// instead of the rest.

import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

type Reply = { status: number; headers: Record<string, string>; body: string }
type Context = { path: string; key: string | undefined; trace: string[] }
type Handler = (context: Context) => Reply | Promise<Reply>
type Middleware = (context: Context, next: () => Promise<Reply>) => Reply | Promise<Reply>

let handled = 0

const handlers: Record<string, Handler> = {
  '/hello': (context) => {
    context.trace.push('handler')
    return text(200, 'Hello')
  },
  '/slow': async () => {
    await setTimeout(60)
    return text(200, 'That took a moment')
  },
  '/throws': () => {
    throw new Error('The password of the database is 4711')
  },
  '/rejects': async () => {
    await setTimeout(5)
    throw new Error('The password of the database is 4711')
  },
  '/admin': () => text(200, 'Welcome'),
  '/twice': compose([callsNextTwice], () => text(200, `${(handled += 1)}`)),
  '/handled': () => text(200, String(handled)),
}

// The first is the outermost: it sees the request first and the reply last.
const app = compose(
  [requestId, timing, errors, trace('outer'), trace('inner'), guard],
  (context) => handlers[context.path]?.(context) ?? text(404, 'There is nothing here'),
)

const server = createServer(async (request, response) => {
  const key = request.headers['x-key']
  const reply = await app({ path: request.url ?? '/', key: String(key), trace: [] })
  response.writeHead(reply.status, reply.headers).end(reply.body)
})

server.listen(process.env.PORT)

// Makes one handler of many middlewares and the handler inside of them.
function compose(middlewares: Middleware[], handler: Handler): Handler {
  //#region todo Run the first middleware, and let its next run the second, and so on
  //? What does the next of the last middleware run?
  //? And what should happen when next is called again?
  //> A function run(index) calls the middleware with that index,
  //> and gives it a next that calls run(index + 1)
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

// Gives each reply a number of its own, by which it can be found in the log.
async function requestId(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  const reply = await next()
  reply.headers['x-request-id'] = randomUUID()
  return reply
}

// Tells how long everything further inside took, in milliseconds.
async function timing(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  //#region todo Take the time before and after everything that is further inside
  //? When is the reply there: when next was called, or when its promise is fulfilled?
  //> performance.now() before, await next(), performance.now() after;
  //> the header is `server-timing: total;dur=12.3`
  //= return next()
  const start = performance.now()
  const reply = await next()
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
  return reply
  //#endregion
}

// Turns whatever was thrown further inside into a reply that tells nothing to strangers.
async function errors(_context: Context, next: () => Promise<Reply>): Promise<Reply> {
  //#region todo Catch what is thrown further inside, and answer 500 without its message
  //? A promise can fail after the function returned it. Does try see that?
  //> return await next() inside of try; without await the promise leaves the try before it fails
  //= return next()
  try {
    return await next()
  } catch (error) {
    console.error(error)
    return text(500, 'Something went wrong on our side')
  }
  //#endregion
}

// Lets nobody see /admin who does not know the key.
function guard(context: Context, next: () => Promise<Reply>): Reply | Promise<Reply> {
  //#region todo Answer 401 for /admin without the key `open`, and let all others pass
  //? What must happen for a request that the guard has nothing against?
  //> Answer with text(401, …), or give back what next() gives
  //= return next()
  if (context.path === '/admin' && context.key !== 'open') return text(401, 'Who are you?')
  return next()
  //#endregion
}

// Notes when a middleware is entered and left.
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

function text(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}
