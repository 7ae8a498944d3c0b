// Steps: HEAD, OPTIONS, and methods that a URL does not support.

import { step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  ask, expectNote, expectSameList, expectSuccess, isSuccess, newName, newNote, putNote,
  readList, statuses, write, type Id,
} from './notes.ts'

type Methods = { known: readonly string[]; unknown: readonly string[] }

const listMethods: Methods = { known: ['GET', 'POST'], unknown: ['PUT', 'PATCH', 'DELETE'] }
const noteMethods: Methods = { known: ['GET', 'PUT', 'PATCH', 'DELETE'], unknown: ['POST'] }
// Each server knows this one (it's in Node's list), and no URL here supports it.
const foreignMethod = 'PROPFIND'

export const methodSteps = [
  step<Id>('HEAD is GET without the body', async (tools) => {
    const target = await putNote(tools, newNote(tools))
    for (const each of [target, '/notes', `/notes/${newName(tools)}`]) await compare(tools, each)
  }),
  step<Id>('A method that the URL does not support is 405, with Allow', async (tools) => {
    const note = newNote(tools)
    const target = await putNote(tools, note)
    const before = await readList(tools)
    const other = newNote(tools)
    expectRefusal(tools, await ask(tools, write('POST', target, other)), noteMethods)
    for (const method of tools.fresh.shuffle(listMethods.unknown)) {
      const plan = write(method, '/notes', other)
      if (method === 'DELETE') delete plan.body
      expectRefusal(tools, await ask(tools, plan), listMethods)
    }
    for (const [place, methods] of [['/notes', listMethods], [target, noteMethods]] as const) {
      const exchange = await ask(tools, { method: foreignMethod, target: place })
      // 501 says that no URL of this server supports it.
      if (exchange.answer.status !== 501) expectRefusal(tools, exchange, methods)
    }
    await expectNote(tools, { target, note, id: 'refused-but-done' })
    await expectSameList(tools, before, 'refused-but-done')
  }),
  step<Id>('OPTIONS says which methods a URL supports', async (tools) => {
    const note = newNote(tools)
    const target = await putNote(tools, note)
    for (const [place, methods] of [['/notes', listMethods], [target, noteMethods]] as const) {
      const exchange = await ask(tools, { method: 'OPTIONS', target: place })
      expectSuccess(tools, exchange, 'options-refused')
      if (exchange.answer.header('allow') === undefined) {
        return tools.fail('no-allow', noAllow(exchange, methods))
      }
      expectAllow(tools, exchange, methods)
      if (exchange.answer.body === '') continue
      const get = await ask(tools, { target: place })
      if (exchange.answer.body === get.answer.body) {
        return tools.fail('options-with-the-note', { exchange, mark: 'body' })
      }
    }
  }),
]

async function compare(tools: Tools<Id>, target: string): Promise<void> {
  const { fail } = tools
  const get = await ask(tools, { target })
  // Range is for GET only: with another method a server ignores it (RFC 9110, section 14.2).
  const headers = [['Range', 'bytes=0-3']] as const
  const exchange = await ask(tools, { method: 'HEAD', target, headers })
  if (exchange.answer.status !== get.answer.status) {
    return fail('head-with-another-status', statuses(exchange, `${get.answer.status}`))
  }
  const { extra, bodyStart } = exchange.answer.message
  if (extra !== '') {
    return fail('head-with-a-body', {
      exchange, mark: { start: bodyStart, end: bodyStart + extra.length },
      expected: 'nothing after the blank line', actual: `${extra.length} bytes`,
    })
  }
  const [length, given] = [get, exchange].map(({ answer }) => answer.header('content-length'))
  // Without a length in the response to GET there's nothing to repeat. And Node adds a length of 0
  // to an empty 404, but not when the method is HEAD.
  if (length === undefined || length === given) return
  if (given === undefined && !isSuccess(get)) return
  return fail(given === undefined ? 'head-without-length' : 'head-with-another-length', {
    exchange, mark: 'header content-length',
    expected: `Content-Length: ${length}, as in the response to GET`,
    actual: given === undefined ? 'no Content-Length' : `Content-Length: ${given}`,
  })
}

function expectRefusal(tools: Tools<Id>, exchange: HttpExchange, methods: Methods): void {
  const { fail } = tools
  const { status } = exchange.answer
  const evidence = statuses(exchange, '405')
  if (status === 404) return fail('not-found-for-a-wrong-method', evidence)
  if (isSuccess(exchange)) return fail('wrong-method-accepted', evidence)
  if (status !== 405) return fail('another-status-for-a-wrong-method', evidence)
  if (exchange.answer.header('allow') === undefined) {
    return fail('no-allow', noAllow(exchange, methods))
  }
  expectAllow(tools, exchange, methods)
}

function noAllow(exchange: HttpExchange, { known }: Methods) {
  const expected = `Allow: ${known.join(', ')}`
  return { exchange, mark: 'head', expected, actual: 'no Allow' } as const
}

// HEAD and OPTIONS may be in the list or not.
function expectAllow(
  { fail }: Tools<Id>, exchange: HttpExchange, { known, unknown }: Methods,
): void {
  const allow = exchange.answer.header('allow') ?? ''
  const named = allow.split(',').map((name) => name.trim())
  const isTrue = known.every((method) => named.includes(method))
    && ![...unknown, foreignMethod].some((method) => named.includes(method))
  if (isTrue) return
  return fail('allow-that-lies', {
    exchange, mark: 'header allow', expected: `Allow: ${known.join(', ')}`,
    actual: `Allow: ${allow}`,
  })
}
