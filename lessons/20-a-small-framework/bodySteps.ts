// Bodies that aren't notices, and the largest one that is.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { draftOf, expectProblem, isNotice, list, post, putUp, type BoardTools } from './board.ts'

const maxBytes = 16_384

type Refusal = { statuses: readonly number[]; why: string }

const notJson: Refusal = { statuses: [400], why: "the body isn't JSON" }
const notUtf8: Refusal = { statuses: [400], why: "the body isn't UTF-8" }
const notNotice: Refusal = { statuses: [400, 422], why: "the body isn't a title and a text" }
const tooLarge: Refusal = { statuses: [413], why: 'the body has more than 16,384 bytes' }

/** Sends bodies that must be refused, looks that nothing was stored, and then good ones. */
export async function refuseBodies(tools: BoardTools): Promise<void> {
  const { fresh, fail } = tools
  const before = await list(tools)
  const draft = draftOf(fresh)
  const text = JSON.stringify(draft)
  const json = 'application/json'
  const rows: [body: string | Uint8Array, type: string, refusal: Refusal][] = [
    ['{"title": ', json, notJson], ['', json, notJson], [`${text} x`, json, notJson],
    [Buffer.from('{"title":"gr\xfcn","text":"x"}', 'latin1'), json, notUtf8],
    ...['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']
      .map((type): [string, string, Refusal] =>
        [text, type, { statuses: [415], why: `the body has the type ${type}` }]),
    ...[
      'null', '[]', '"title"', '{"text":"x"}', '{"title":7,"text":"x"}', '{"title":"","text":"x"}',
      '{"title":"x"}', '{"title":"x","text":null}', '{"title":["x"],"text":"x"}',
    ].map((body): [string, string, Refusal] => [body, json, notNotice]),
    [JSON.stringify({ ...draft, text: 'x'.repeat(maxBytes) }), json, tooLarge],
    // As many characters as are allowed, and too many bytes.
    [JSON.stringify({ title: 'x', text: '語'.repeat(maxBytes / 2) }), json, tooLarge],
  ]
  for (const [body, type, refusal] of rows) {
    expectRefusal(tools, await post(tools, body, type), refusal)
  }
  const after = await list(tools)
  if (after.length !== before.length) {
    const actual = `${after.length} notices`
    return fail('stored-after-refusal', { expected: `${before.length}, as before`, actual })
  }
  await expectAccepted(tools)
}

function expectRefusal(
  tools: BoardTools, exchange: HttpExchange, { statuses, why }: Refusal,
): void {
  const { status } = exchange.answer
  if (statuses.includes(status)) return expectProblem(tools, exchange)
  const id = status < 400 ? 'bad-body-accepted' : 'wrong-refusal'
  tools.fail(status < 500 ? id : 'server-blamed', {
    exchange, mark: 'status', expected: `${statuses.join(' or ')}, because ${why}`,
    actual: String(status),
  })
}

// The longest body, a type with a parameter, an empty text, and a body in two pieces.
async function expectAccepted(tools: BoardTools): Promise<void> {
  const { fail, fresh } = tools
  const { length } = JSON.stringify({ title: 'x', text: '' })
  const longest = { title: 'x', text: 'y'.repeat(maxBytes - length) }
  for (const [draft, type, what] of [
    [longest, 'application/json', 'a body of exactly 16,384 bytes'],
    [draftOf(fresh), 'Application/JSON; charset=utf-8', 'a type with capitals and a parameter'],
    [{ title: fresh.foreignText(), text: '' }, 'application/json', 'an empty text'],
  ] as const) {
    const exchange = await post(tools, JSON.stringify(draft), type)
    if (exchange.answer.status === 201 && isNotice(exchange.answer.json(), draft)) continue
    return fail('good-body-refused', {
      exchange, expected: `201 and the notice, which has ${what}`,
      actual: `the status ${exchange.answer.status}`,
    })
  }
  await putUp(tools, draftOf(fresh))
}
