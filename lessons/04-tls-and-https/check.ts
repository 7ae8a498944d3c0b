// A client that trusts one authority and no other; and servers that are not who they say they are.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { findings } from './findings.ts'
import { greeting, readLesson, sendOverTls, startOther, type Id } from './others.ts'

export const check = defineCheck({
  findings,
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
    step('Responds to a client that trusts the authority', async (tools) => {
      const exchange = await sendOverTls(tools, { target: '/' })
      const { status, text } = exchange.answer
      if (status !== 200 || text === '') {
        return tools.fail('not-answered', {
          exchange, mark: 'status', expected: '200 and a text', actual: `${status}`,
        })
      }
    }),
    step('Shows its certificate and keeps its key', showsCertificate),
    step('Asks servers that are genuine, and no others', async (tools) => {
      // A program that believes the first one it meets must not pass, and a genuine server isn't
      // always the first.
      await refuses(tools, 'impostor', 'checks-switched-off')
      await believes(tools)
      await refuses(tools, 'same-issuer', 'signature-not-checked')
      await believes(tools)
      await refuses(tools, 'wrong-name', 'name-not-checked')
      await refuses(tools, 'name-inside', 'name-partly-checked')
      await refuses(tools, 'expired', 'date-not-checked')
      await believes(tools)
    }, { deadlineMs: 15_000 }),
    step('Survives clients that break the rules', survives),
  ],
})

const certificateStart = '-----BEGIN CERTIFICATE-----'

async function showsCertificate(tools: Tools<Id>): Promise<void> {
  const { fail } = tools
  const keys = ['server', 'expired'].map((name) => bodyOf(readLesson(`files/${name}.key`)))
  const targets = [
    '/certificate', '/server.key', '/files/server.key', '/../server.key', '/%2e%2e/server.key',
    '/expired.key', '/certificate/server.key',
  ]
  for (const target of targets) {
    const exchange = await sendOverTls(tools, { target })
    const { text } = exchange.answer
    const sent = receivedIn(exchange)
    if (/PRIVATE KEY/.test(sent) || keys.some((key) => withoutBreaks(sent).includes(key))) {
      return fail('key-sent-out', { exchange, mark: 'body', expected: 'no private key' })
    }
    if (target !== '/certificate') continue
    const evidence = { exchange, mark: 'body', expected: `${certificateStart}…` } as const
    if (withoutBreaks(text).includes(bodyOf(readLesson('files/server.crt')))) continue
    if (text.includes(certificateStart)) {
      return fail('other-certificate', {
        ...evidence, expected: 'server.crt', actual: 'another certificate',
      })
    }
    return fail('no-certificate', { ...evidence, actual: `${exchange.answer.status}` })
  }
}

// All that the program sent back: a key can be in a header too.
function receivedIn({ turns }: HttpExchange): string {
  const received = turns.filter(({ direction }) => direction === 'received')
  return received.map(({ bytes }) => bytes).join('')
}

// The letters between the first and the last line of a PEM file.
function bodyOf(pem: string): string {
  return withoutBreaks(pem.replaceAll(/-----[A-Z ]+-----/g, ''))
}

function withoutBreaks(text: string): string {
  return text.replaceAll(/\s/g, '')
}

async function believes(tools: Tools<Id>): Promise<void> {
  const secret = tools.fresh.word()
  const other = await startOther('genuine', secret)
  try {
    const exchange = await sendOverTls(tools, { target: `/ask/${other.port}` })
    const { status, text } = exchange.answer
    if (status === 200 && text.includes(`${greeting}${secret}`)) return
    const isPart = status === 200 && (text.includes(greeting.trim()) || text.includes(secret))
    const id = isPart ? 'part-of-the-secret'
      : other.heardPlainText() ? 'asked-in-plain-text' : 'good-server-refused'
    tools.fail(id, {
      exchange, mark: isPart ? 'body' : 'status', expected: `200 and ${greeting}${secret}`,
      actual: `${status} and ${text.trim()}`,
    })
  } finally {
    other.close()
  }
}

async function refuses(tools: Tools<Id>, name: string, id: Id): Promise<void> {
  const other = await startOther(name, tools.fresh.word())
  try {
    const exchange = await sendOverTls(tools, { target: `/ask/${other.port}` })
    const { status } = exchange.answer
    // What was said to the other server counts, not how the refusal is worded.
    if (other.heard() === '' && !other.heardPlainText() && status >= 400) return
    const isSilent = other.heard() === '' && !other.heardPlainText()
    const mistake = other.heardPlainText() ? 'asked-in-plain-text' : id
    tools.fail(isSilent ? 'refusal-not-told' : mistake, {
      exchange, mark: 'status', expected: 'the status 502, and nothing said to that server',
      actual: other.heard() === '' ? `the status ${status}` : `it heard: ${other.heard()}`,
    })
  } finally {
    other.close()
  }
}

// Clients that speak no TLS, that leave in the middle of the handshake, and that ask for odd paths.
async function survives(tools: Tools<Id>): Promise<void> {
  const garbage = await tools.connect()
  garbage.write('\u0016\u0003\u0001no handshake at all\r\n\r\n')
  await garbage.untilRead()
  garbage.reset()
  const silent = await tools.connect()
  silent.write(Uint8Array.of(22, 3, 1))
  silent.reset()
  for (const target of ['//', '/%zz', '/ask/99999', '/ask/0', '/ask/1/2']) {
    await sendOverTls(tools, { target })
  }
  const exchange = await sendOverTls(tools, { target: '/' })
  if (exchange.answer.status === 200) return
  tools.fail('not-answered', {
    exchange, mark: 'status', expected: '200', actual: `${exchange.answer.status}`,
  })
}
