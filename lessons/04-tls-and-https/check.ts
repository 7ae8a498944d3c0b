// A client that trusts one authority and no other; and servers that are not who they say they are.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createServer } from 'node:tls'
import { defineCheck, step, type RequestPlan, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'

const authority = readLesson('files/authority.crt')

export const check = defineCheck({
  findings: {
    'plain-text-served': {
      title: 'Your server answers without TLS',
      why: 'Everybody on the way can read and change what is said: the neighbour in the café, the '
        + 'provider, the box in the cellar.',
      hint: 'From which module does createServer come?',
      read: 'RFC 8446, section 1',
    },
    'no-tls': {
      title: 'No TLS connection came about',
      why: 'Client and server must agree on a version and on keys, before the first word is said.',
      hint: 'Does your server get both files, the key and the certificate that belongs to it?',
      read: 'RFC 8446, section 4',
    },
    'wrong-certificate': {
      title: 'The certificate does not convince a client that trusts the authority',
      why: 'A client wants to know: is it signed by somebody I trust, for '
        + 'this name, and for today?',
      hint: 'Which of the files did you take? Read what the client says below.',
      read: 'RFC 5280, section 6.1',
    },
    'not-answered': {
      title: 'Over TLS came another answer than was asked for',
      why: 'TLS carries bytes as TCP does. What HTTP says over it stays the same.',
      hint: 'Compare the status line and the body with what the exercise asks for.',
      read: 'lesson:anatomy-of-http',
    },
    'key-sent-out': {
      title: 'Your server has sent its private key to a stranger',
      why: 'Whoever has the key can be you: decrypt old recordings, and stand in your place. '
        + 'The key is worthless from now on, and a new one is needed.',
      hint: 'Which file does this address send? What must never leave the machine?',
      read: 'lesson:tls-and-https',
    },
    'no-certificate': {
      title: 'The certificate of your server was asked for, and did not come',
      why: 'It is public: every client gets it anyway, when it connects.',
      hint: 'Which of the two files begins with BEGIN CERTIFICATE?',
      read: 'lesson:tls-and-https',
    },
    'good-server-refused': {
      title: 'Your program refused a server that is genuine',
      why: 'Its certificate is signed by the authority, for localhost, and for today.',
      hint: 'Which authority do you trust, and which name do you ask for? The address is no name.',
      read: 'lesson:tls-and-https',
    },
    'checks-switched-off': {
      title: 'Your program told its question to an impostor',
      why: 'Its certificate is signed by nobody you know. '
        + 'The line was encrypted, and the thief sat at the other end of it.',
      hint: 'Which option makes every certificate good enough?',
      read: 'RFC 5280, section 6.1',
    },
    'name-not-checked': {
      title: 'Your program accepted a certificate that is for another name',
      why: 'The authority has signed it for bank.example. '
        + 'With it, bank.example could pretend to be everybody else.',
      hint: 'Which name must stand in the certificate, and who compares it?',
      read: 'RFC 9525, section 6',
    },
    'asked-in-plain-text': {
      title: 'Your program asked the other server without TLS',
      why: 'The question could be read and changed on its way. And nobody has proved who would '
        + 'answer it.',
      hint: 'From which module does connect come in ask?',
      read: 'RFC 8446, section 1',
    },
    'date-not-checked': {
      title: 'Your program accepted a certificate that is out of date',
      why: 'A key that was stolen years ago still fits to its old certificate. The date ends what '
        + 'nobody else can end.',
      hint: 'Which error of the connection do you forgive?',
      read: 'RFC 5280, section 4.1.2.5',
    },
    crashed: {
      title: 'A connection that failed ended your server',
      why: 'A bad certificate comes as an error event. '
        + 'Without anybody who hears it the program ends.',
      hint: 'Which socket has no listener for error?',
      read: 'lesson:tcp-is-a-stream',
    },
  },
  steps: [
    step('Says nothing without TLS', async ({ connect, fail }) => {
      const connection = await connect()
      connection.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await connection.waitFor((bytes) => bytes.length > 7, 300)
      if (connection.received.startsWith('HTTP/')) {
        return fail('plain-text-served', {
          exchange: connection, mark: 'status-line', expected: 'an alert, or silence',
        })
      }
    }),
    step('Answers a client that trusts the authority', async (tools) => {
      const exchange = await sendOverTls(tools, { target: '/' })
      const { status, text } = exchange.answer
      if (status !== 200 || text === '') {
        return tools.fail('not-answered', {
          exchange, mark: 'status', expected: '200 and a text', actual: `${status}`,
        })
      }
    }),
    step('Shows its certificate and keeps its key', async (tools) => {
      const certificate = readLesson('files/server.crt').trim()
      for (const target of ['/certificate', '/server.key', '/files/server.key', '/../server.key']) {
        const exchange = await sendOverTls(tools, { target })
        const { text } = exchange.answer
        if (text.includes('PRIVATE KEY')) {
          return tools.fail('key-sent-out', { exchange, mark: 'body' })
        }
        if (target === '/certificate' && !text.includes(certificate)) {
          return tools.fail('no-certificate', {
            exchange, mark: 'body', expected: '-----BEGIN CERTIFICATE-----…',
          })
        }
      }
    }),
    step('Believes a server that is genuine', async (tools) => {
      const word = tools.fresh.word()
      const other = await startOther('files/server', word)
      try {
        const exchange = await sendOverTls(tools, { target: `/ask/${other.port}` })
        const { status, text } = exchange.answer
        if (status !== 200 || !text.includes(word)) {
          const id = other.heardPlainText() ? 'asked-in-plain-text' : 'good-server-refused'
          return tools.fail(id, {
            exchange, mark: 'status', expected: `200 and ${word}`,
            actual: `${status} and ${text.trim()}`,
          })
        }
      } finally {
        other.close()
      }
    }),
    ...([
      ['nobody has signed', 'impostors/impostor', 'checks-switched-off'],
      ['is for another name', 'impostors/wrong-name', 'name-not-checked'],
      ['is out of date', 'files/expired', 'date-not-checked'],
    ] as const).map(([what, files, id]) =>
      step(`Refuses a certificate that ${what}`, async (tools) => {
        const other = await startOther(files, tools.fresh.word())
        try {
          const exchange = await sendOverTls(tools, { target: `/ask/${other.port}` })
          const { status } = exchange.answer
          // What was said to the impostor counts, not how the refusal is worded.
          if (other.heard() || status < 400) {
            return tools.fail(id, {
              exchange, mark: 'status', expected: 'the status 502, and not a word to that server',
              actual: other.heard() ? `it heard: ${other.heard()}` : `the status ${status}`,
            })
          }
        } finally {
          other.close()
        }
      })),
  ],
})

type Id = 'no-tls' | 'wrong-certificate'

// One request over a TLS connection of its own.
async function sendOverTls({ connect, fail }: Tools<Id>, plan: RequestPlan): Promise<HttpExchange> {
  const connection = await openTls({ connect, fail })
  const request = formatRequest(plan, 'localhost')
  connection.write(request)
  const outcome = await receiveAnswer(connection, { timeoutMs: 1_500 })
  if (!('answer' in outcome)) {
    const { id, actual, problem } = outcome
    return fail(id, { exchange: connection, actual, mark: problem })
  }
  return { turns: connection.turns, request: String(request), answer: outcome.answer }
}

async function openTls(
  { connect, fail }: Pick<Tools<Id>, 'connect' | 'fail'>,
): Promise<RawConnection> {
  const waiting = connect({ tls: { authority, serverName: 'localhost' } })
  const connection = await Promise.race([waiting, setTimeout(1_500, undefined, { ref: false })])
  if (connection === undefined) {
    return fail('no-tls', { actual: 'The greeting of TLS was not answered' })
  }
  const { error } = connection
  if (error === undefined) return connection
  const isCertificate = 'code' in error
    && /CERT|VERIFY|SELF_SIGNED|ALTNAME/.test(String(error.code))
  return fail(isCertificate ? 'wrong-certificate' : 'no-tls', { actual: error.message })
}

// A TLS server of the check, with a good or a bad certificate.
async function startOther(files: string, word: string) {
  let heard = ''
  let isPlain = false
  const server = createServer(
    { key: readLesson(`${files}.key`), cert: readLesson(`${files}.crt`) },
    (socket) => {
      socket.on('error', () => {})
      socket.on('data', (data) => {
        heard += String(data)
        socket.end(`The secret is ${word}\n`)
      })
    },
  )
  // OpenSSL names it `http request`, or a wrong version when the words are no HTTP.
  server.on('tlsClientError', (error) => {
    isPlain ||= 'code' in error && /HTTP_REQUEST|WRONG_VERSION/.test(String(error.code))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port, heard: () => heard.trim(), heardPlainText: () => isPlain, close: () => server.close(),
  }
}

function readLesson(path: string): string {
  return readFileSync(join(import.meta.dirname, path), 'utf8')
}
