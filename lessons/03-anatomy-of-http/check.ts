// Talks to the program in raw bytes, each time with one thing changed: the spelling of a header, the
// letters of the body, the places where the bytes are cut.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { readByteText, toByteText } from '../../src/course/check/report.ts'
import { findAnswer, judge, waitForAnswer } from './judge.ts'

const pauseMs = 20

export const check = defineCheck({
  findings: {
    'no-head': {
      title: 'You sent the text, and no head before it',
      why: 'A client reads the first line to learn how it went. It takes your text for that line, '
        + 'and gives up.',
      hint: 'What stands in an answer before the body? Count the parts in the picture.',
      read: 'RFC 9112, section 2.1',
    },
    'wrong-status-line': {
      title: 'The first line of your answer is no status line',
      why: 'It has a fixed form, because programs read it: the version, a space, three digits, a '
        + 'space, some words. A client that cannot read it drops the whole answer.',
      hint: 'Compare it letter by letter: HTTP/1.1 200 OK. Which part differs, or stands elsewhere?',
      read: 'RFC 9112, section 4',
    },
    'body-before-headers': {
      title: 'A line of the head comes after the body',
      why: 'After the empty line everything is body. A header that stands there is shown as text, '
        + 'and nobody obeys it.',
      hint: 'In which order do you write the parts? Which one comes last?',
      read: 'RFC 9112, section 2.1',
    },
    'bare-line-feed': {
      title: 'A line of the head ends with \\n alone',
      why: 'Each line of a head ends with the two bytes \\r\\n. Some clients forgive the shorter end, '
        + 'others do not. Where two programs disagree, an attacker hides a request.',
      hint: 'Which line breaks does your program write? A line break inside a text in backticks is \\n.',
      read: 'RFC 9112, section 2.2',
    },
    'wrong-line-end': {
      title: 'A line of the head does not end with \\r\\n',
      why: 'A client looks for these two bytes to find the end of a line. Without them it takes the '
        + 'next line for a part of this one.',
      hint: 'Which bytes stand between the two lines? In which order?',
      read: 'RFC 9112, section 2.2',
    },
    'no-blank-line': {
      title: 'The empty line after the headers is missing',
      why: 'Only that line says that the head is over. Without it a client takes your text for '
        + 'one more header, or waits for ever.',
      hint: 'How many times must \\r\\n come after the last header?',
      read: 'RFC 9112, section 2.1',
    },
    'two-blank-lines': {
      title: 'Two empty lines end your head',
      why: 'The first one ends the head. The second one is the beginning of the body, so the body is '
        + 'moved by two bytes, and its end is cut off.',
      hint: 'How many times does \\r\\n come after the last header, in all?',
      read: 'RFC 9112, section 2.1',
    },
    'bad-header': {
      title: 'A line of the head is no header',
      why: 'A header is a name, a colon and a value. The name has no space in it, and none after it.',
      hint: 'Look at what stands before the colon.',
      read: 'RFC 9112, section 5',
    },
    'length-in-characters': {
      title: 'Content-Length counts the characters of your answer, not its bytes',
      why: 'One letter can be up to four bytes. The client reads as many bytes as you promise: '
        + 'the end of the text is cut off.',
      hint: 'What does .length count for a text, and what for a Buffer?',
      read: 'RFC 9110, section 8.6',
    },
    'wrong-length': {
      title: 'Content-Length is not the number of bytes in the body',
      why: 'With too small a number the end is cut off. With too large a number the client waits '
        + 'for bytes that never come.',
      hint: 'Of what exactly do you take the length, and what exactly do you send?',
      read: 'RFC 9110, section 8.6',
    },
    'answered-twice': {
      title: 'One request came, and two answers went out',
      why: 'The client keeps the second one for its next question, and from then on all answers '
        + 'belong to the wrong question.',
      hint: 'Which line writes an answer, and how often does it run for one request?',
      read: 'RFC 9112, section 9.2',
    },
    'no-end': {
      title: 'Nobody can tell where your answer ends',
      why: 'A client knows the end by the length, or by the end of the connection. Here is neither, '
        + 'so it waits.',
      hint: 'Two things can tell it: which of them do you want to send?',
      read: 'RFC 9112, section 6.3',
    },
    'wrong-status': {
      title: 'GET / is not answered with 200',
      why: 'Only 200 says: here is what you asked for.',
      hint: 'Does your program read the method and the target as they were sent?',
      read: 'RFC 9110, section 15.3.1',
    },
    'no-text': {
      title: 'GET / is answered with 200, and without a text',
      why: 'The client got an empty page.',
      hint: 'What comes after the empty line in your answer?',
      read: 'lesson:anatomy-of-http',
    },
    'unknown-path': {
      title: 'A path that is not there is not answered with 404',
      why: 'A client, a search engine and a cache all believe the status. With 200 they keep the '
        + 'page that is not there.',
      hint: 'What exactly do you compare: the whole target, or its first character?',
      read: 'RFC 9110, section 15.5.5',
    },
    'no-echo': {
      title: 'POST /echo does not give the body back',
      why: 'The body is what comes after the empty line, as many bytes as Content-Length says.',
      hint: 'At which byte does the body begin, and at which does it end?',
      read: 'RFC 9112, section 6.2',
    },
    'header-names-by-case': {
      title: 'You know a header by one spelling only',
      why: 'Content-Length, content-length and CONTENT-LENGTH are the same name. Browsers, phones '
        + 'and proxies each write it in their own way.',
      hint: 'Under which spelling do you keep a name, and by which do you look for it?',
      read: 'RFC 9110, section 5.1',
    },
    'space-after-colon': {
      title: 'You read a header only when exactly one space follows the colon',
      why: 'The space is a habit. There may be none, or several, and they do not belong to the '
        + 'value.',
      hint: 'At what do you split the line, and what do you take off the value?',
      read: 'RFC 9112, section 5',
    },
    'body-counted-in-characters': {
      title: 'You compared Content-Length with the number of characters that came',
      why: 'The length counts bytes. With letters of two, three or four bytes there are fewer '
        + 'characters than that, so your program waits for ever.',
      hint: 'Of what do you take the length when you ask whether the body is whole?',
      read: 'RFC 9110, section 8.6',
    },
    'body-cut-at-blank-line': {
      title: 'The body has an empty line in it, and you took that for its end',
      why: 'Only the first empty line ends the head. What is in the body is nobody\'s business but '
        + 'the sender\'s.',
      hint: 'How many parts does split give when \\r\\n\\r\\n comes twice?',
      read: 'RFC 9112, section 2.1',
    },
    'bytes-as-text': {
      title: 'The body came back with other bytes',
      why: 'A body may be a picture. Bytes that are no UTF-8 do not survive as a text: each of them '
        + 'becomes �, for good.',
      hint: 'Where does your program make a text of the body? Does it need one?',
      read: 'RFC 9110, section 6.4',
    },
    'one-event-one-message': {
      title: 'You took one data event for one request',
      why: 'The head came in two pieces, as TCP may deliver it at any time.',
      hint: 'Where does the first piece wait for the second?',
      read: 'lesson:tcp-is-a-stream',
    },
    'body-not-awaited': {
      title: 'You answered before the body had come',
      why: 'The head and the body often come in separate pieces. Uploads do so always.',
      hint: 'What do you do when the head is whole, and fewer bytes than Content-Length came after it?',
      read: 'RFC 9112, section 6.3',
    },
    'broken-characters': {
      title: 'A letter was broken in two where the body was cut',
      why: 'A piece may end in the middle of a letter. Made into text by itself, it becomes �.',
      hint: 'Do you put bytes together, or texts?',
      read: 'lesson:tcp-is-a-stream',
    },
    'left-open': {
      title: 'You kept the connection open, and did not answer the next request on it',
      why: 'A client may use an open connection again, and does so to save time. It asked, and '
        + 'nobody answers.',
      hint: 'Do you want to close after an answer, or to answer again? Which line does it?',
      read: 'RFC 9112, section 9.3',
    },
    'first-request-again': {
      title: 'The second request on a connection got the wrong answer',
      why: 'A second request came after the first one. Your program still looks at the bytes of the '
        + 'first.',
      hint: 'What is left of the received bytes after a request has been answered?',
      read: 'lesson:tcp-is-a-stream',
    },
  },
  steps: [
    step('GET / is answered with 200 and a text', async (tools) => {
      const connection = await exchange(tools, get('/'))
      const { status, body } = judge(tools, connection)
      if (status !== 200) return tools.fail('wrong-status', evidence(connection, 'the status 200', status))
      if (body === '') return tools.fail('no-text', { exchange: connection, mark: 'head' })
    }),
    step('A path that is not there is answered with 404', async (tools) => {
      const connection = await exchange(tools, get(`/${tools.fresh.word()}`))
      const { status } = judge(tools, connection)
      if (status === 404 || status === 410) return
      return tools.fail('unknown-path', evidence(connection, 'the status 404', status))
    }),
    step('POST /echo gives the body back', async (tools) => {
      // One spelling is enough here: the next step is about the others.
      const names = ['Content-Length', 'content-length']
      const tried = await Promise.all(names.map((name) => echo(tools, letters(tools.fresh.word()), name)))
      const [first] = tried
      if (first === undefined || tried.some(isEcho)) return
      refuseSilence(tools, first)
      if (first.connection.received !== '') judge(tools, first.connection)
      return tools.fail('no-echo', compared(first))
    }),
    step('A header is found however its name is written', async (tools) => {
      const names = tools.fresh.shuffle(['Content-Length', 'content-length', 'CONTENT-LENGTH', 'content-LENGTH'])
      await echoEach(tools, names.map((name) => [letters(tools.fresh.word()), name]), 'header-names-by-case')
    }),
    step('The space after the colon may be missing', async (tools) => {
      const body = letters(tools.fresh.word())
      await echoEach(tools, [[body, 'Content-Length', ':'], [body, 'Content-Length', ':   ']], 'space-after-colon')
    }),
    step('Lengths are counted in bytes', async (tools) => {
      const tried = await echo(tools, letters(tools.fresh.foreignText()))
      refuseSilence(tools, tried)
      if (tried.connection.received === '') return tools.fail('body-counted-in-characters', compared(tried))
      judge(tools, tried.connection)
      if (!isEcho(tried)) return tools.fail('bytes-as-text', compared(tried))
    }),
    step('The head comes in pieces', async (tools) => {
      const body = letters(tools.fresh.word())
      const request = post(body)
      // In the middle of a name, and in the middle of the empty line.
      const cuts = [request.indexOf('Length'), request.length - body.length - 2]
      const tried = await Promise.all(cuts.map((cut) => echoInPieces(tools, body, [cut])))
      for (const each of tried) {
        refuseSilence(tools, each)
        if (!isEcho(each)) return tools.fail('one-event-one-message', compared(each))
      }
    }),
    step('The body comes later than the head', async (tools) => {
      const body = letters(`${tools.fresh.word()} über ${tools.fresh.word()}`)
      const headLength = post(body).length - body.length
      // The second cut is in the middle of the ü.
      const tried = await echoInPieces(tools, body, [headLength, headLength + body.indexOf(0xc3) + 1])
      refuseSilence(tools, tried)
      if (isEcho(tried)) return
      const isBroken = readByteText(tried.connection.received).includes('�')
      return tools.fail(isBroken ? 'broken-characters' : 'body-not-awaited', compared(tried))
    }),
    step('An empty line in the body is a part of it', async (tools) => {
      const { fresh } = tools
      const body = `${fresh.word()}\r\n\r\n${fresh.word()}\r\n\r\n${fresh.word()}`
      await echoEach(tools, [[letters(body)]], 'body-cut-at-blank-line')
    }),
    step('A body that is no text comes back as it was', async (tools) => {
      const bytes = Buffer.from(tools.fresh.shuffle(Array.from({ length: 256 }, (_, value) => value)))
      await echoEach(tools, [[bytes]], 'bytes-as-text')
    }),
    step('The next request on the same connection', async (tools) => {
      const connection = await exchange(tools, get('/'))
      // To close after an answer is as good as to go on.
      if (connection.ending !== undefined) return
      const body = letters(tools.fresh.word())
      const before = connection.received.length
      connection.write(post(body))
      const end = await connection.waitFor((bytes) => bytes.slice(before).endsWith(toByteText(body)), 300)
      if (end !== 'timeout') return
      const second = connection.received.slice(before)
      const facts = {
        exchange: { turns: connection.turns.slice(2) }, mark: { start: 0, end: second.length },
        expected: `the body ${JSON.stringify(body.toString())}`, actual: shown(second),
      }
      return tools.fail(second === '' ? 'left-open' : 'first-request-again', facts)
    }),
  ],
})

type CheckTools = Pick<Tools, 'connect'>
type Echo = { connection: RawConnection; body: Buffer }
type EchoMistake = 'header-names-by-case' | 'space-after-colon' | 'body-cut-at-blank-line' | 'bytes-as-text'

const letters = (text: string) => Buffer.from(text)

function get(target: string): Buffer {
  return letters(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
}

function post(body: Buffer, name = 'Content-Length', separator = ': '): Buffer {
  const head = `POST /echo HTTP/1.1\r\nHost: localhost\r\n${name}${separator}${body.length}\r\n\r\n`
  return Buffer.concat([letters(head), body])
}

async function exchange({ connect }: CheckTools, request: Buffer): Promise<RawConnection> {
  const connection = await connect()
  connection.write(request)
  await waitForAnswer(connection)
  return connection
}

async function echo(tools: CheckTools, ...[body, name, separator]: EchoPlan): Promise<Echo> {
  return { connection: await exchange(tools, post(body, name, separator)), body }
}

type EchoPlan = [body: Buffer, name?: string, separator?: string]

// All at once: they do not wait for each other.
async function echoEach(tools: Tools<EchoMistake>, plans: EchoPlan[], id: EchoMistake): Promise<void> {
  for (const tried of await Promise.all(plans.map((plan) => echo(tools, ...plan)))) {
    refuseSilence(tools, tried)
    if (!isEcho(tried)) return tools.fail(id, compared(tried))
  }
}

async function echoInPieces({ connect }: CheckTools, body: Buffer, cuts: number[]): Promise<Echo> {
  const connection = await connect()
  const request = post(body)
  let start = 0
  for (const cut of cuts) {
    connection.write(request.subarray(start, cut))
    // Without a pause the system would join the pieces again.
    await connection.waitFor(() => false, pauseMs)
    start = cut
  }
  connection.write(request.subarray(start))
  await waitForAnswer(connection)
  return { connection, body }
}

// A connection that ends without a byte: perhaps the program crashed, and that is told first.
function refuseSilence({ fail }: Pick<Tools, 'fail'>, { connection }: Echo): void {
  if (connection.received === '' && connection.ending !== undefined) {
    fail('closed-without-answer', { exchange: connection })
  }
}

function isEcho({ connection, body }: Echo): boolean {
  const answer = findAnswer(connection)
  return answer !== undefined && answer.status < 300 && answer.body === toByteText(body)
}

function evidence(exchange: RawConnection, expected: string, status: number) {
  return { exchange, mark: 'status', expected, actual: `the status ${status}` } as const
}

function compared({ connection, body }: Echo) {
  const answer = findAnswer(connection)
  const hasStatus = answer !== undefined && answer.status >= 300
  return {
    exchange: connection,
    mark: hasStatus ? 'status' : 'body',
    expected: `the body ${shown(toByteText(body))}`,
    actual: hasStatus ? `the status ${answer.status}` : shown(answer?.body ?? connection.received),
  } as const
}

function shown(bytes: string): string {
  if (bytes === '') return 'nothing'
  return JSON.stringify(readByteText(bytes.length > 80 ? `${bytes.slice(0, 80)}…` : bytes))
}
