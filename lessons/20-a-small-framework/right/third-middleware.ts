// A third middleware, which times each reply, and the methods of Allow sorted.
//#file main.ts
//#replace
[requestId, errorReplies]
//#with
[requestId, timing, errorReplies]
//#end
//#replace
const router = new Router()
//#with
const timing: Middleware = async (_context, next) => {
  const start = performance.now()
  const reply = await next()
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
  return reply
}

const router = new Router()
//#end
//#replace
import { errorReplies }
//#with
import type { Middleware } from './framework/context.ts'
import { errorReplies }
//#end
//#file framework/app.ts
//#replace
const allow = [...methods].join(', ')
//#with
const allow = [...methods].sort().join(',')
//#end
