// TLS servers of the check, each with a certificate from `others/`: genuine ones, and some that are
// not who they say they are. And requests to the learner's program over TLS.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createServer } from 'node:tls'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import { isRefused } from '../../src/course/check/session.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings

export type OtherServer = {
  port: number
  /** What a client said to it. */
  heard(): string
  /** Whether a client spoke to it without TLS. */
  heardPlainText(): boolean
  close(): void
}

const handshakeMs = 1_500

/** What each of them says before its secret. */
export const greeting = 'The secret is '

/** Reads a file of this lesson. */
export function readLesson(path: string): string {
  return readFileSync(join(import.meta.dirname, path), 'utf8')
}

/** Starts a server that tells its secret, in two pieces, to anyone who says something. */
export async function startOther(name: string, secret: string): Promise<OtherServer> {
  let heard = ''
  let isPlain = false
  const [key, cert] = ['key', 'crt'].map((end) => readLesson(`others/${name}.${end}`))
  // A client may end its side as soon as it has asked.
  const server = createServer({ key, cert, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    socket.setNoDelay()
    socket.on('data', (data) => {
      const isFirst = heard === ''
      heard += String(data)
      if (!isFirst) return
      socket.write(greeting)
      setTimeout(() => socket.end(`${secret}\n`), 40)
    })
  })
  // OpenSSL names it `http request`, or a wrong version if the words aren't HTTP.
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

/** Sends one request over a TLS connection of its own. */
export async function sendOverTls(tools: Tools<Id>, plan: RequestPlan): Promise<HttpExchange> {
  const { fail } = tools
  const connection = await openTls(tools)
  const request = formatRequest(plan, 'localhost')
  connection.write(request)
  const outcome = await receiveAnswer(connection, { timeoutMs: 2_500 })
  if ('answer' in outcome) {
    return { turns: connection.turns, request: String(request), answer: outcome.answer }
  }
  const { id, actual, problem } = outcome
  // The refusal comes after the handshake, in place of the response.
  const demands = /certificate.required|handshake.failure/i.test(String(connection.error))
  if (demands) fail('client-certificate-required', { actual: reasonOf(connection.error) })
  return fail(id, { exchange: connection, actual, mark: problem })
}

async function openTls({ connect, fail }: Tools<Id>): Promise<RawConnection> {
  const authority = readLesson('files/authority.crt')
  const waiting = connect({ tls: { authority, serverName: 'localhost' } })
  const connection = await Promise.race([waiting, pause(handshakeMs, undefined, { ref: false })])
  if (connection === undefined) {
    return fail('no-tls', { actual: 'Nothing came back in the handshake' })
  }
  const { error } = connection
  if (error === undefined) return connection
  if (isRefused(connection)) return fail('stopped-listening', { exchange: connection })
  const isCertificate = 'code' in error
    && /CERT|VERIFY|SELF_SIGNED|ALTNAME/.test(String(error.code))
  return fail(isCertificate ? 'wrong-certificate' : 'no-tls', { actual: reasonOf(error) })
}

// OpenSSL puts its own words, such as `tlsv13 alert certificate required`, among numbers.
function reasonOf(error: Error | undefined): string {
  return error !== undefined && 'reason' in error ? String(error.reason) : String(error?.message)
}
