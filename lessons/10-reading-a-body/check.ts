// Sends bodies that are cut, wrong, too large, missing and broken off.

import { isDeepStrictEqual } from 'node:util'
import { defineCheck, step, type RequestPlan, type Tools } from '../../src/course/check/check.ts'
import { readAnswer, toAnswer, type HttpExchange } from '../../src/course/check/exchange.ts'

const json: [string, string] = ['Content-Type', 'application/json']
const headStart =
  'POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

export const check = defineCheck({
  findings: {
    'not-read': {
      title: 'The value that was sent did not come back',
      why: 'The answer should hold under "received" what the body said.',
      hint: 'What comes back, compared with what was sent?',
      read: 'lesson:reading-a-body',
    },
    'only-first-piece': {
      title: 'The body came in pieces, and you did not wait for all of them',
      why: 'One data event is one piece, of whatever size the network made it. The body is all of '
        + 'them, and only end tells that the last one was there.',
      hint: 'How often is your data handler called, and when do you parse?',
      read: 'lesson:tcp-is-a-stream',
    },
    'broken-characters': {
      title: 'Letters were broken at the seams of the pieces',
      why: 'A body arrives in pieces, and a letter may be two to four bytes. Whoever makes text of '
        + 'each piece by itself breaks the letter that lies across.',
      hint: 'Do you collect texts, or bytes?',
      read: 'lesson:tcp-is-a-stream',
    },
    'type-compared-exactly': {
      title: 'You refused JSON because its type was written in another way',
      why: 'Behind a semicolon come parameters such as charset, and case '
        + 'does not matter in a type.',
      hint: 'Which part of the header do you compare?',
      read: 'RFC 9110, section 8.3.1',
    },
    'missing-415': {
      title: 'You took a body of another type for JSON',
      why: 'Browsers send forms and plain text to any site without asking it first. '
        + 'Who accepts only application/json is protected from that, too.',
      hint: 'Which header tells what the body is, and what do you do without it?',
      read: 'RFC 9110, section 15.5.16',
    },
    crashed: {
      title: 'A body ended your server',
      why: 'JSON.parse throws for text that is no JSON, and an error that nobody catches ends the '
        + 'program, for all clients.',
      hint: 'Which line throws, and which try is around it?',
      read: 'lesson:reading-a-body',
    },
    'server-blamed': {
      title: 'The client sent a broken body, and you answered 5xx',
      why: '5xx says: our fault, try again later. The same body will be as broken then.',
      hint: 'Which status says: what you sent cannot be read?',
      read: 'RFC 9110, section 15.5.1',
    },
    'broken-json-accepted': {
      title: 'A body that is no JSON was answered as if it were fine',
      why: 'The client believes that its data has arrived.',
      hint: 'What does your program do when JSON.parse throws?',
      read: 'lesson:reading-a-body',
    },
    'bad-bytes-accepted': {
      title: 'Bytes that are no UTF-8 were taken for text',
      why: 'They became the sign �. What the client sent is lost, and nobody told him.',
      hint: 'Which decoder throws instead of guessing?',
      read: 'https://encoding.spec.whatwg.org/#dom-textdecoder-fatal',
    },
    'no-413': {
      title: 'A body of two million bytes was not refused with 413',
      why: 'Without a limit a single client fills the memory of your server. Ten of them end it.',
      hint: 'Where do you count, and what happens at the moment when it is too much?',
      read: 'RFC 9110, section 15.5.14',
    },
    'cut-off-without-answer': {
      title: 'The body was too large, and you cut the connection before the client could read why',
      why: 'The client is still sending. If the connection breaks then, it sees "connection '
        + 'reset", and tries the same again.',
      hint: 'What happens to the rest of the body after you have answered? '
        + 'Must it not be read, too?',
      read: 'RFC 9112, section 9.6',
    },
    'limit-too-small': {
      title: 'A body of 200,000 bytes was refused',
      why: 'The limit is a million bytes.',
      hint: 'What do you compare with maxBytes?',
      read: 'lesson:reading-a-body',
    },
    'hangs-on-abort': {
      title: 'A client broke off its upload, and your server still waits for the rest',
      why: 'What waits keeps its memory. Phones lose their connection all day long.',
      hint: 'The event end never comes then. Which event does?',
      read: 'lesson:reading-a-body',
    },
  },
  steps: [
    step('JSON comes back', async ({ send, fail, fresh }) => {
      const value = { title: fresh.word(), pages: fresh.integer(1, 900), tags: [fresh.word()] }
      const exchange = await post(send, JSON.stringify(value, null, 1))
      if (!received(exchange, value)) {
        return fail('not-read', told(exchange, JSON.stringify({ received: value })))
      }
    }),
    step('A body in pieces of one byte is put together', async ({ connect, fail, fresh }) => {
      const value = `${fresh.foreignText()} ${fresh.foreignText()}`
      const body = Buffer.from(JSON.stringify(value))
      const connection = await connect()
      connection.write(`${headStart}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`)
      await connection.writeInPieces(body, 1, 1)
      await connection.waitForEnd()
      const exchange = toExchange(connection)
      if (exchange === undefined) return fail('no-answer', { exchange: connection })
      if (received(exchange, value)) return
      // All letters came, though broken; or what came was not all of it.
      const isWhole = exchange.answer.status === 200 || /\ufffd/.test(exchange.answer.text)
      const id = isWhole ? 'broken-characters' : 'only-first-piece'
      return fail(id, told(exchange, JSON.stringify({ received: value })))
    }),
    step('The type may have parameters and capitals', async ({ send, fail, fresh }) => {
      for (const type of [
        'application/json; charset=utf-8',
        'Application/JSON',
        'application/json;charset="UTF-8"',
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
        [],
      ] as const) {
        const exchange = await post(send, '{"a":1}', headers)
        if (exchange.answer.status !== 415) return fail('missing-415', toldStatus(exchange, 415))
      }
    }),
    step('What is no JSON is refused', async ({ send, fail, fresh }) => {
      for (const body of [`{"${fresh.word()}": `, fresh.word(), '{"a":1}}', '']) {
        const exchange = await post(send, body)
        const { status } = exchange.answer
        if (status >= 500) return fail('server-blamed', toldStatus(exchange, 400))
        if (status < 400) return fail('broken-json-accepted', toldStatus(exchange, 400))
      }
    }),
    step('Bytes that are no UTF-8 are refused', async ({ send, fail }) => {
      const exchange = await post(send, Buffer.from('"gr\xfcn"', 'latin1'))
      const { status } = exchange.answer
      if (status >= 500) return fail('server-blamed', toldStatus(exchange, 400))
      if (status < 400) return fail('bad-bytes-accepted', toldStatus(exchange, 400))
    }),
    step('A large body is read, one that is too large is refused', async (tools) => {
      const { send, connect, fail } = tools
      const large = await post(send, JSON.stringify('x'.repeat(200_000)))
      if (large.answer.status !== 200) {
        return fail('limit-too-small', {
          ...toldStatus(large, 200), exchange: { turns: large.turns.slice(1) },
        })
      }
      const connection = await connect()
      connection.write(`${headStart}Transfer-Encoding: chunked\r\n\r\n`)
      const isOpen = () => connection.received === '' && connection.ending === undefined
      for (let sent = 0; sent < 2_000_000 && isOpen(); sent += 50_000) {
        connection.write(`c350\r\n${'x'.repeat(50_000)}\r\n`)
        await connection.waitFor(() => false, 1)
      }
      if (isOpen()) connection.write('0\r\n\r\n')
      await connection.waitFor((bytes) => readAnswer(bytes, 'POST', false).state === 'whole', 1_000)
      const exchange = toExchange(connection)
      const turns = connection.turns.filter(({ direction }) => direction === 'received')
      if (exchange === undefined && connection.ending !== undefined) {
        return fail('cut-off-without-answer', {
          exchange: { turns }, expected: 'the status 413', actual: 'a connection that breaks',
        })
      }
      if (exchange?.answer.status !== 413) {
        const actual = exchange === undefined ? 'no answer' : `the status ${exchange.answer.status}`
        return fail('no-413', {
          exchange: { turns }, mark: 'status', expected: 'the status 413', actual,
        })
      }
    }),
    step('A client that breaks off leaves nothing behind', async ({ connect, send, fail }) => {
      const connection = await connect()
      connection.write(`${headStart}Content-Length: 1000\r\n\r\n{"title":`)
      await connection.untilRead()
      connection.reset()
      let exchange: HttpExchange | undefined
      for (let tries = 0; tries < 25; tries += 1) {
        exchange = await send({ target: '/under-way' })
        const given = exchange.answer.json()
        if (isDeepStrictEqual(given, { underWay: 0 })) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return fail('hangs-on-abort', {
        exchange, mark: 'body', expected: '{"underWay":0}', actual: exchange?.answer.text ?? '',
      })
    }),
  ],
})

function post(
  send: Tools['send'], body: string | Uint8Array, headers: RequestPlan['headers'] = [json],
): Promise<HttpExchange> {
  return send({ method: 'POST', target: '/notes', headers, body })
}

function toExchange(
  connection: { turns: HttpExchange['turns']; received: string; ending: string | undefined },
): HttpExchange | undefined {
  const reading = readAnswer(connection.received, 'POST', connection.ending !== undefined)
  if (reading.state !== 'whole') return undefined
  return { turns: connection.turns, request: '', answer: toAnswer(reading.message) }
}

function received({ answer }: HttpExchange, value: unknown): boolean {
  const given = answer.json()
  return typeof given === 'object' && given !== null
    && isDeepStrictEqual(Reflect.get(given, 'received'), value)
}

function told(exchange: HttpExchange, expected: string) {
  return { exchange, mark: 'body', expected, actual: exchange.answer.text.trim() } as const
}

function toldStatus(exchange: HttpExchange, status: number) {
  return {
    exchange, mark: 'status', expected: `the status ${status}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
