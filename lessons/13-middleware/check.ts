// Sends requests through the chain, and looks at what each middleware did to the reply.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

const traceWanted = 'outer in, inner in, handler, inner out, outer out'

export const check = defineCheck({
  findings: {
    'middleware-not-run': {
      title: 'The handler answered, and the middlewares around it did not run',
      why: 'Without the request id nobody finds the line in the log that belongs to this reply.',
      hint: 'Which function does compose give back: one that begins with the first middleware?',
      read: 'lesson:middleware',
    },
    'forgotten-next': {
      title: 'A request that nobody refused did not reach its handler',
      why: 'A middleware that neither answers nor calls next lets the request fall on the floor.',
      hint: 'Does every path through each middleware give back a reply, or what next() gives?',
      read: 'lesson:middleware',
    },
    'reversed-order': {
      title: 'The middlewares run in another order than they are listed',
      why: 'The first of the list is the outermost. Order is meaning: a guard behind the handler '
        + 'guards nothing.',
      hint: 'With which index does compose begin, and does it count up or down?',
      read: 'lesson:middleware',
    },
    'missing-await': {
      title: 'The time was taken before the work was done',
      why: 'next() gives a promise at once. The reply is there when the promise is fulfilled, so '
        + 'whoever does not wait measures nothing.',
      hint: 'What is between the two calls of performance.now(): '
        + 'the start of the work, or its end?',
      read: 'lesson:middleware',
    },
    'no-timing': {
      title: 'The reply does not tell how long it took',
      why: 'The header server-timing is shown by every browser: total;dur= and the milliseconds.',
      hint: 'Is the header set on the reply that next gave, before it is given back?',
      read: 'https://www.w3.org/TR/server-timing/',
    },
    crashed: {
      title: 'An error of a handler got past your error middleware, and the server ended',
      why: 'try sees only what happens before the function returns. A promise that is given back '
        + 'without await fails later, when nobody is there to catch it.',
      hint: 'Is there an await inside of the try?',
      read: 'lesson:middleware',
    },
    'error-not-answered': {
      title: 'A handler threw an error, and the answer is not 500',
      why: '5xx says: it was our fault, not yours. A program may try again later.',
      hint: 'Which status does your error middleware answer with?',
      read: 'RFC 9110, section 15.6.1',
    },
    'error-told-to-strangers': {
      title: 'Your answer contains the message of the error',
      why: 'Messages and stack traces tell strangers about files, tables and passwords. '
        + 'They belong into the log.',
      hint: 'What does the client need to know, and what do only you need to know?',
      read: 'lesson:status-codes',
    },
    'error-without-id': {
      title: 'An answer with an error has no request id',
      why: 'It is the answer that somebody will ask you about. Whoever catches errors must stand '
        + 'further inside than whoever gives the id.',
      hint: 'Does the reply of the error middleware still pass through requestId and timing?',
      read: 'lesson:middleware',
    },
    'sent-twice': {
      title: 'One request was handled twice',
      why: 'A middleware called next twice, and compose let it happen. '
        + 'With an order or a payment in the handler, somebody pays twice.',
      hint: 'How can run(index) know that this index was reached before?',
      read: 'lesson:middleware',
    },
    'guard-lets-in': {
      title: '/admin was answered without the key',
      why: 'A guard that does not answer instead of the handler guards nothing.',
      hint: 'Does your guard give its reply back, or does it go on to next() all the same?',
      read: 'lesson:middleware',
    },
    'guard-keeps-out': {
      title: '/admin was refused with the right key',
      why: 'Whoever shows the key must get in.',
      hint: 'The key comes in the header x-key. What do you compare it with?',
      read: 'lesson:middleware',
    },
  },
  steps: [
    step('A request passes through the chain to its handler', async ({ send, fail }) => {
      const exchange = await send({ target: '/hello' })
      const { status, text } = exchange.answer
      if (status !== 200 || text !== 'Hello') {
        return fail('forgotten-next', toldStatus(exchange, 200))
      }
      const [first, second] = [exchange, await send({ target: '/hello' })]
        .map(({ answer }) => answer.header('x-request-id'))
      if (!first || first === second) {
        return fail('middleware-not-run', {
          exchange, mark: 'header x-request-id',
          expected: 'a header x-request-id, another for each reply',
          actual: first === undefined ? 'no such header' : `twice ${first}`,
        })
      }
    }),
    step('The first of the list is the outermost', async ({ send, fail }) => {
      const exchange = await send({ target: '/hello' })
      const actual = exchange.answer.header('x-trace') ?? 'no x-trace'
      if (actual !== traceWanted) {
        return fail('reversed-order', {
          exchange, mark: 'header x-trace', expected: traceWanted, actual,
        })
      }
    }),
    step('The time of everything inside is measured', async ({ send, fail }) => {
      const exchange = await send({ target: '/slow' })
      const actual = exchange.answer.header('server-timing') ?? 'no server-timing'
      const [, duration] = /\bdur=(\d+(?:\.\d+)?)/.exec(actual) ?? []
      const evidence = { exchange, mark: 'header server-timing', actual } as const
      if (duration === undefined) {
        return fail('no-timing', { ...evidence, expected: 'server-timing: total;dur=60.0' })
      }
      if (Number(duration) < 50) {
        return fail('missing-await', {
          ...evidence, expected: '60 or more: the handler waits that long',
        })
      }
    }),
    ...['/throws', '/rejects'].map((target) =>
      step(`What ${target} throws is answered with 500`, async ({ send, fail }) => {
        const exchange = await send({ target })
        const { status, text } = exchange.answer
        if (status !== 500) return fail('error-not-answered', toldStatus(exchange, 500))
        if (text.includes('4711')) {
          return fail('error-told-to-strangers', { exchange, mark: 'body' })
        }
        if (!exchange.answer.header('x-request-id')) {
          return fail('error-without-id', {
            exchange, mark: 'header x-request-id', expected: 'a header x-request-id',
          })
        }
      })),
    step('A next that is called twice runs the handler once', async ({ send, fail }) => {
      await send({ target: '/twice' })
      const exchange = await send({ target: '/handled' })
      const { text } = exchange.answer
      if (text !== '1') {
        return fail('sent-twice', {
          exchange, mark: 'body', expected: 'the handler ran once', actual: `it ran ${text} times`,
        })
      }
    }),
    step('The guard asks for the key', async ({ send, fail }) => {
      const refused = await send({ target: '/admin' })
      const { status } = refused.answer
      if (status !== 401 && status !== 403) return fail('guard-lets-in', toldStatus(refused, 401))
      const allowed = await send({ target: '/admin', headers: [['X-Key', 'open']] })
      if (allowed.answer.status !== 200) return fail('guard-keeps-out', toldStatus(allowed, 200))
    }),
  ],
})

function toldStatus(exchange: HttpExchange, status: number) {
  return {
    exchange, mark: 'status', expected: `the status ${status}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
