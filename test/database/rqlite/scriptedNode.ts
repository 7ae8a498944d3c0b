// A node that says what a test wants, because a real one fails only by chance, and not twice in the
// same way. What real ones do is tested by `npm run test:cluster`.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createPlainServer, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'

/** What a node was sent: the path with its query, and the statements. */
export type Received = {
  path: string
  statements: unknown[][]
  authorization: string | undefined
}

/** Closes the connection without a response, or gives one. */
export type Said = 'nothing' | { status?: number; location?: string; body?: unknown }

export type ScriptedNode = { origin: string; received: Received[] }

export type NodeOptions = {
  /** What it says about foreign keys each time it's asked: 1 unless set. */
  keys?: () => unknown
  /** Its certificate in test/services/mail/certificates; without one, it doesn't use TLS. */
  certificate?: 'server' | 'expired' | 'impostor' | 'wrong-name'
}

/**
 * Starts a node. `script` gives its response to the first request, the second, and so on, not
 * counting those about foreign keys.
 */
export async function startNode(
  test: TestContext,
  script: (received: Received, index: number) => Said | Promise<Said>,
  { keys = () => 1, certificate }: NodeOptions = {},
): Promise<ScriptedNode> {
  const received: Received[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void respond(request, response)
  }
  const server = certificate === undefined
    ? createServer(listener)
    : createTlsServer({
      cert: readCertificate(`${certificate}.crt`), key: readCertificate(`${certificate}.key`),
    }, listener)
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const statements: unknown[][] = body === '' ? [] : JSON.parse(body)
    const { url: path = '', headers: { authorization } } = request
    const one = { path, statements, authorization }
    const said = isAboutKeys(one) ? sayKeys(keys()) : await script(one, received.push(one) - 1)
    if (said === 'nothing') return void request.socket.destroy()
    const { status = 200, location } = said
    response.writeHead(status, location === undefined ? {} : { Location: location })
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {}))
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  test.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = addressOf(server.address())
  return { origin: `http${certificate ? 's' : ''}://127.0.0.1:${port}`, received }
}

/** Reads one of the certificates that are only for tests. `authority.crt` signed most of them. */
export function readCertificate(name: string): string {
  return readFileSync(new URL(`../../services/mail/certificates/${name}`, import.meta.url), 'utf8')
}

/** Responds to statements as a leader does that stored each of them. */
export function succeed({ statements }: Received): Said {
  return { body: { results: statements.map(() => ({ rows_affected: 1 })) } }
}

/** Gives an origin where nothing listens. */
export async function unusedOrigin(): Promise<string> {
  const server = createPlainServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = addressOf(server.address())
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

function isAboutKeys({ statements }: Received): boolean {
  return String(statements[0]?.[0]).includes('pragma_foreign_keys')
}

function sayKeys(value: unknown): Said {
  return { body: { results: [{ columns: ['foreign_keys'], values: [[value]] }] } }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The node has no port')
  return address
}
