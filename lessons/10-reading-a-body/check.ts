// Sends bodies that are cut, wrong, too large, missing and broken off.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { findings } from './findings.ts'
import {
  openPost, post, receive, received, toExchange, told, toldStatus, type BodyTools,
} from './requests.ts'
import { forgetTheGone, keepTheLimit, waitForSlow } from './uploads.ts'

// For steps that wait for the program many times: on a busy machine that adds up.
const patient = { deadlineMs: 10_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('JSON comes back', async ({ send, fail, fresh }) => {
      const value = { title: fresh.word(), pages: fresh.integer(1, 900), tags: [fresh.word()] }
      const exchange = await post(send, JSON.stringify(value, null, 1))
      if (!received(exchange, value)) return fail('not-read', told(exchange, value))
      const foreign = fresh.foreignText()
      const whole = await post(send, JSON.stringify(foreign))
      if (received(whole, foreign)) return
      if (whole.answer.status >= 400) return fail('value-refused', told(whole, foreign))
      const isText = typeof Reflect.get(Object(whole.answer.json()), 'received') === 'string'
      return fail(isText ? 'letters-changed' : 'not-read', told(whole, foreign))
    }),
    step('A body in pieces of one byte is put together', async (tools) => {
      const { fail, fresh } = tools
      const value = `${fresh.foreignText()} ü語🌱`
      const body = Buffer.from(JSON.stringify(value))
      const connection = await openPost(tools, body.length)
      await connection.writeInPieces(body, 1, 0)
      const exchange = await receive(tools, connection)
      if (received(exchange, value)) return
      if (exchange.answer.status === 408) return fail('slow-client-refused', told(exchange, value))
      // All letters came, though broken; or what came was not all of it.
      const isWhole = exchange.answer.status === 200 || /\ufffd/.test(exchange.answer.text)
      return fail(isWhole ? 'broken-characters' : 'only-first-piece', told(exchange, value))
    }, patient),
    step('Any value is JSON', async ({ send, fail, fresh }) => {
      for (const value of fresh.shuffle(values(fresh.word()))) {
        const exchange = await post(send, ` \n${JSON.stringify(value, null, '\t')}\r\n`)
        if (received(exchange, value)) continue
        const isRefused = exchange.answer.status >= 400
        return fail(isRefused ? 'value-refused' : 'not-read', told(exchange, value))
      }
    }, patient),
    step('A small body may come in chunks', async (tools) => {
      const value = [tools.fresh.foreignText()]
      const body = Buffer.from(JSON.stringify(value))
      const middle = tools.fresh.integer(1, body.length - 1)
      const connection = await openPost(tools, 'chunked')
      for (const piece of [body.subarray(0, middle), body.subarray(middle)]) {
        connection.write(`${piece.length.toString(16)}\r\n`)
        connection.write(piece)
        connection.write('\r\n')
        await connection.untilRead()
      }
      connection.write('0\r\n\r\n')
      const exchange = await receive(tools, connection)
      if (received(exchange, value)) return
      const isRefused = exchange.answer.status >= 400
      return tools.fail(isRefused ? 'chunked-refused' : 'not-read', told(exchange, value))
    }),
    step('Nobody waits for the body of another', waitForNobody, patient),
    step('Two bodies may arrive at the same time', readTwo),
    step('The type may have parameters and capitals', async ({ send, fail, fresh }) => {
      for (const type of [
        'application/json; charset=utf-8', 'Application/JSON', 'application/json;charset="UTF-8"',
        'application/json ; charset=utf-8', 'APPLICATION/JSON;Charset=utf-8',
      ]) {
        const exchange = await post(send, `"${fresh.word()}"`, [['Content-Type', type]])
        if (exchange.answer.status !== 200) {
          return fail('type-compared-exactly', toldStatus(exchange, 200))
        }
      }
    }),
    step('Other types are refused', async ({ send, fail }) => {
      for (const headers of [
        [['Content-Type', 'text/plain']],
        [['Content-Type', 'application/x-www-form-urlencoded']],
        [['Content-Type', 'multipart/form-data; boundary=x']],
        [],
      ] as const) {
        const exchange = await post(send, '{"a":1}', headers)
        const { status } = exchange.answer
        if (status === 415) continue
        // The body is valid JSON, so it was refused for its type.
        return fail(status < 400 ? 'missing-415' : 'refused-without-415', toldStatus(exchange, 415))
      }
    }),
    step("What isn't JSON is refused", async (tools) => {
      const { fresh } = tools
      for (const body of ['{', '', ...fresh.shuffle(brokenTexts(fresh.word()))]) {
        await refuse(tools, Buffer.from(body), 'broken-json-accepted')
      }
    }, patient),
    step("Bytes that aren't UTF-8 are refused", async (tools) => {
      for (const row of [
        '"gr\xfcn"', '"\xc0\x80"', '"\xed\xa0\x80"', '"\xf0\x9f\x8c"', '"x"\xc3', '\xff',
      ]) {
        await refuse(tools, Buffer.from(row, 'latin1'), 'bad-bytes-accepted')
      }
      // And the next client doesn't notice.
      const value = tools.fresh.foreignText()
      const exchange = await post(tools.send, JSON.stringify(value))
      if (!received(exchange, value)) return tools.fail('mixed-up', told(exchange, value))
    }),
    step('A large body is read, one that is too large is refused', keepTheLimit, patient),
    step('A slow client has time', waitForSlow, patient),
    step('A client that disconnects leaves nothing behind', forgetTheGone, patient),
    step('Types that only look like JSON are refused', async ({ send, fail, fresh }) => {
      for (const type of fresh.shuffle([
        'application/jsonp', 'text/plain; note=application/json', 'application/json-seq',
        'text/json', 'application/x-json', 'json', 'application/jsonlines; charset=utf-8',
        'text/plain;application/json', 'myapplication/json',
      ])) {
        const exchange = await post(send, '{"a":1}', [['Content-Type', type]])
        const { status } = exchange.answer
        if (status === 415) continue
        const id = status < 400 ? 'type-by-likeness' : 'refused-without-415'
        return fail(id, toldStatus(exchange, 415))
      }
    }),
    survivalStep('/notes'),
  ],
})

// Values that a program may take for nothing, or for something else.
function values(word: string): unknown[] {
  return [
    null, false, true, 0, -5, 1e99, 0.5, '', [], {}, word, [null], { [word]: null },
    `Zoë "Z" O'Neil & Co`, 'a + b %2B %zz \\ \\n \u0000', '\ufffd', `${word}\ufffd`, '\u2028', '{"',
    { '': { ' ': [[[word, 1], []], {}] }, length: 3, error: word, received: word, status: 500 },
  ]
}

// Texts that are almost JSON: a reader that is too kind accepts some of them.
function brokenTexts(word: string): string[] {
  return [
    `{"${word}": `, word, '{"a":1}}', `{"a":1} ${word}`, `[1] ${word}`, "{'a':1}", `{${word}:1}`,
    '[1,]', '{"a":1,}', 'undefined', 'NaN', '01', '+1', '.5', '"a\nb"', '1 // one', '(1)', '1;',
    `"${word}`, ' ', '\n', '{"a":1}{"a":2}', '`a`', 'a=1&b=2', 'TRUE', '[1 2]', '1+1',
  ]
}

async function refuse(
  { send, fail }: BodyTools, body: Uint8Array, id: 'broken-json-accepted' | 'bad-bytes-accepted',
): Promise<void> {
  const exchange = await post(send, body)
  const { status } = exchange.answer
  if (status >= 500) return fail('server-blamed', toldStatus(exchange, 400))
  if (status < 400) return fail(id, toldStatus(exchange, 400))
}

async function waitForNobody(tools: BodyTools): Promise<void> {
  const { fresh, fail } = tools
  const slow = await openPost(tools, 2)
  slow.write('[')
  await slow.untilRead()
  const value = fresh.word()
  const fast = await openPost(tools, value.length + 2)
  fast.write(`"${value}"`)
  await fast.waitFor(() => toExchange(fast) !== undefined)
  const isLate = toExchange(fast) === undefined
  slow.write(']')
  const other = await receive(tools, slow)
  if (!received(other, [])) return fail('mixed-up', told(other, []))
  slow.destroy()
  const exchange = await receive(tools, fast)
  if (isLate) {
    return fail('one-at-a-time', {
      exchange, mark: 'status-line',
      expected: 'a response while another client is still sending its body',
      actual: 'it came only when the other client was done',
    })
  }
  if (!received(exchange, value)) return fail('mixed-up', told(exchange, value))
}

async function readTwo(tools: BodyTools): Promise<void> {
  const { fresh, fail } = tools
  const values = [`${fresh.word()}ü`, `${fresh.foreignText()}語`]
  const bodies = values.map((value) => Buffer.from(JSON.stringify(value)))
  const connections = [
    await openPost(tools, bodies[0]?.length ?? 0), await openPost(tools, bodies[1]?.length ?? 0),
  ]
  // Each of them waits in the middle of its last letter.
  for (const part of [[0, 2], [2, -2], [-2]]) {
    for (const [index, connection] of connections.entries()) {
      connection.write(bodies[index]?.subarray(...part) ?? '')
      await connection.untilRead()
    }
  }
  for (const [index, connection] of connections.entries()) {
    const exchange = await receive(tools, connection)
    if (!received(exchange, values[index])) return fail('mixed-up', told(exchange, values[index]))
  }
}
