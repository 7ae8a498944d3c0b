// Asks for /admin without a key, with wrong ones, and with the right one.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { toldStatus } from '../10-reading-a-body/requests.ts'
import type { ChainTools } from './time.ts'
import { readTrace, toldText } from './told.ts'

const right = ['X-Key', 'open'] as const

/** The guard asks for the key, and for nothing else. */
export async function guardTheDoor(tools: ChainTools): Promise<void> {
  const { send, fail, fresh } = tools
  expectRefusal(tools, await send({ target: '/admin' }), 'guard-lets-in')
  for (const header of fresh.shuffle(['X-Key', 'x-key', 'X-KEY'])) {
    expectWelcome(tools, await send({ target: '/admin', headers: [[header, 'open']] }))
  }
  // Nobody gets in with the key of the one before.
  expectRefusal(tools, await send({ target: '/admin' }), 'guard-lets-in')
  for (const key of fresh.shuffle([
    fresh.word(), 'opened', 'reopen', 'Open', 'ope', '', 'undefined', 'null', 'true', '"open"',
    'open open', `open;${fresh.word()}`,
  ])) {
    const exchange = await send({ target: '/admin', headers: [['X-Key', key]] })
    expectRefusal(tools, exchange, 'wrong-key-accepted')
  }
  await refuseOtherPlaces(tools)
  const [closed, opened] =
    await Promise.all([send({ target: '/admin' }), send({ target: '/admin', headers: [right] })])
  expectRefusal(tools, closed, 'guard-lets-in')
  expectWelcome(tools, opened)
  const hello = await send({ target: '/hello', headers: [['X-Key', fresh.word()]] })
  if (hello.answer.status === 200) return
  const isRefused = hello.answer.status === 401 || hello.answer.status === 403
  return fail(isRefused ? 'guard-asks-everywhere' : 'forgotten-next', toldStatus(hello, '200'))
}

// The key somewhere else, and the path in another way. Such a path may be unknown, too.
async function refuseOtherPlaces({ send, fail, fresh }: ChainTools): Promise<void> {
  for (const [method, target, header] of fresh.shuffle([
    ['GET', '/admin?key=open&x-key=open', 'X-Other: open'], ['GET', '/admin?', 'X-Keys: open'],
    ['GET', '/admin', 'Cookie: x-key=open'], ['GET', '/admin', 'Authorization: Bearer open'],
    ['HEAD', '/admin', 'X: y'], ['POST', '/admin', 'X: y'], ['GET', '/%61dmin', 'X: y'],
    ['GET', '//admin', 'X: y'], ['GET', '/admin/', 'X: y'], ['GET', '/ADMIN', 'X: y'],
  ] as const)) {
    const [name = '', value = ''] = header.split(': ')
    const exchange = await send({ method, target, headers: [[name, value]] })
    const { status } = exchange.answer
    if (status >= 200 && status < 300) return fail('guard-lets-in', toldStatus(exchange, '401'))
  }
}

function expectRefusal(
  { fail }: ChainTools, exchange: HttpExchange, id: 'guard-lets-in' | 'wrong-key-accepted',
): void {
  const { status, text, fields } = exchange.answer
  if (text.trim() === 'Welcome') return fail(id, toldStatus(exchange, '401'))
  if (status !== 401 && status !== 403) {
    return fail('refused-otherwise', toldStatus(exchange, '401'))
  }
  const field = fields.find(({ value }) => /\bopen\b/.test(value))
  if (field !== undefined) return fail('key-told', { exchange, mark: `header ${field.name}` })
  if (/\bopen\b/.test(text)) return fail('key-told', { exchange, mark: 'body' })
  const trace = readTrace(exchange)
  const evidence = {
    exchange, mark: 'header x-trace', actual: trace ?? 'no X-Trace',
    expected: 'outer in, inner in, inner out, outer out',
  } as const
  if (trace?.split(', ').includes('handler')) return fail('guard-runs-handler', evidence)
  if (trace !== evidence.expected) return fail('wrong-trace', evidence)
}

function expectWelcome({ fail }: ChainTools, exchange: HttpExchange): void {
  const { status, text } = exchange.answer
  if (status !== 200 || text.trim() !== 'Welcome') {
    return fail('guard-keeps-out', toldText(exchange, 'Welcome'))
  }
}
