// Bodies that aren't notices, and the largest one that is.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  draftOf, expectProblem, isNotice, list, post, putUp, type BoardTools,
} from './board.ts'

const maxBytes = 16_384

/** Sends bodies that must be refused, looks that nothing was stored, and then good ones. */
export async function refuseBodies(tools: BoardTools): Promise<void> {
  const { fresh, fail } = tools
  const before = await list(tools)
  const draft = draftOf(fresh)
  const text = JSON.stringify(draft)
  const json = 'application/json'
  const rows: [body: string | Uint8Array, type: string, expected: readonly number[]][] = [
    ['{"title": ', json, [400]], ['', json, [400]], [`${text} x`, json, [400]],
    [Buffer.from('{"title":"gr\xfcn","text":"x"}', 'latin1'), json, [400]],
    [text, 'text/plain', [415]], [text, 'application/x-www-form-urlencoded', [415]],
    [text, 'application/jsonp', [415]],
    ['null', json, [400, 422]], ['[]', json, [400, 422]], ['"title"', json, [400, 422]],
    ['{"text":"x"}', json, [400, 422]], ['{"title":7,"text":"x"}', json, [400, 422]],
    ['{"title":"","text":"x"}', json, [400, 422]], ['{"title":"x"}', json, [400, 422]],
    ['{"title":"x","text":null}', json, [400, 422]],
    ['{"title":["x"],"text":"x"}', json, [400, 422]],
    [JSON.stringify({ ...draft, text: 'x'.repeat(maxBytes) }), json, [413]],
    // As many characters as are allowed, and too many bytes.
    [JSON.stringify({ title: 'x', text: '語'.repeat(maxBytes / 2) }), json, [413]],
  ]
  for (const [body, type, expected] of rows) {
    expectRefusal(tools, await post(tools, body, type), expected)
  }
  const after = await list(tools)
  if (after.length !== before.length) {
    const actual = `${after.length} notices`
    return fail('stored-after-refusal', { expected: `${before.length}, as before`, actual })
  }
  await expectAccepted(tools)
}

function expectRefusal(
  tools: BoardTools, exchange: HttpExchange, expected: readonly number[],
): void {
  const { status } = exchange.answer
  if (expected.includes(status)) return expectProblem(tools, exchange)
  const id = status < 400 ? 'bad-body-accepted' : 'wrong-refusal'
  tools.fail(status < 500 ? id : 'server-blamed', {
    exchange, mark: 'status', expected: expected.join(' or '), actual: String(status),
  })
}

// The longest body, a type with a parameter, an empty text, and a body in two pieces.
async function expectAccepted(tools: BoardTools): Promise<void> {
  const { fail, fresh } = tools
  const { length } = JSON.stringify({ title: 'x', text: '' })
  const longest = { title: 'x', text: 'y'.repeat(maxBytes - length) }
  for (const [draft, type] of [
    [longest, 'application/json'], [draftOf(fresh), 'Application/JSON; charset=utf-8'],
    [{ title: fresh.foreignText(), text: '' }, 'application/json'],
  ] as const) {
    const exchange = await post(tools, JSON.stringify(draft), type)
    if (exchange.answer.status === 201 && isNotice(exchange.answer.json(), draft)) continue
    return fail('good-body-refused', {
      exchange, expected: '201 and the notice', actual: `the status ${exchange.answer.status}`,
    })
  }
  await putUp(tools, draftOf(fresh))
}
