// The situations in which the server can't do its work; and requests that it must survive.

import { step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { addBook, librarian, shows, type LibraryTools } from './books.ts'
import type { Id } from './findings.ts'
import { expectError, isAboutAnHour } from './judge.ts'

export const serverErrorSteps = [
  step<Id>('A bug: 500, and nothing about it in the response', async (tools) => {
    const added = await addBook(tools)
    const exchange = await tools.send({ target: '/report' })
    expectError(tools, exchange, { statuses: [500], fault: 'server' })
    expectSecret(tools, exchange)
    const after = await tools.send({ target: added.target })
    if (shows(after, added.book)) return
    return tools.fail('lost-after-a-bug', { exchange: after, mark: 'status' })
  }),
  step<Id>('Closed for an hour: 503, with Retry-After', async (tools) => {
    const exchange = await tools.send({ target: '/search' })
    expectError(tools, exchange, {
      statuses: [503], fault: 'server',
      header: {
        name: 'retry-after', value: 'an hour in seconds, or an HTTP date in an hour',
        missing: 'no-retry-after', wrong: 'wrong-retry-after',
        fits: (value) => isAboutAnHour(value, Date.now()),
      },
    })
  }),
  step<Id>('The library survives whatever a client sends', async (tools) => {
    const { send, connect, fresh } = tools
    const added = await addBook(tools)
    const { target } = added
    for (const plan of fresh.shuffle([
      { target: '//' }, { target: '/books/%zz' }, { target: '/books/%00' },
      { target: '/?isbn=%zz' },
      { method: 'HEAD', target, headers: [['Range', 'bytes=0-3']] as const },
      { method: 'PROPFIND', target: '/books' },
    ])) await send(plan)
    const connection = await connect()
    connection.write(`POST /books HTTP/1.1\r\nHost: localhost\r\n${librarian.join(': ')}\r\n`
      + 'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"title":')
    connection.destroy()
    const exchange = await send({ target })
    if (shows(exchange, added.book)) return
    return tools.fail('lost-after-a-bug', { exchange, mark: 'status' })
  }),
]

// Words of the bug's message, also in headers and if only a part of it was sent.
const secret = /\/srv\b|%2fsrv\b|loans\.db|Cannot open(?=\s*(?:"|$|\r|\n))/i

function expectSecret({ fail }: LibraryTools, exchange: HttpExchange): void {
  const bytes = exchange.turns.findLast(({ direction }) => direction === 'received')?.bytes ?? ''
  const found = secret.exec(bytes)
  const isHidden = found === null && secret.test(JSON.stringify(exchange.answer.json()) ?? '')
  if (found === null && !isHidden) return
  return fail('own-message-sent-out', {
    exchange,
    mark: found === null ? 'body' : { start: found.index, end: found.index + found[0].length },
    expected: "nothing of the bug's own message",
  })
}
