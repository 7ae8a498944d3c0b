// Asks the program on our port what it is, and whether it already works under a public address.
// Lesson: share-it (appendix)

import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'

export type Listener = 'nothing' | 'our server' | 'another program'

const deadlineMs = 2_000
const longestBody = 1_000

/** Finds out what listens on a port of this machine. */
export async function identify(host: string, port: number): Promise<Listener> {
  try {
    const response = await ask(host, port, { host: `localhost:${port}` })
    // The version comes after it.
    const isOurs = (await readStart(response)).startsWith('{"status":"alive"')
    return isOurs ? 'our server' : 'another program'
  } catch (error) {
    const isClosed = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
    return isClosed ? 'nothing' : 'another program'
  }
}

/**
 * Says whether the server works under a public https address: only then, its responses to
 * strangers have Strict-Transport-Security. Asks as the tunnel does.
 */
export async function isPublic(host: string, port: number, address: string): Promise<boolean> {
  try {
    const response = await ask(host, port, {
      'host': new URL(address).host, 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https',
    })
    response.resume()
    return response.headers['strict-transport-security'] !== undefined
  } catch {
    return false
  }
}

function ask(host: string, port: number, headers: OutgoingHttpHeaders): Promise<IncomingMessage> {
  const signal = AbortSignal.timeout(deadlineMs)
  return new Promise((resolve, reject) => {
    request({ host, port, path: '/healthz', agent: false, signal, headers })
      .once('response', resolve)
      .once('error', reject)
      .end()
  })
}

async function readStart(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of response.setEncoding('utf8')) {
    text += String(piece)
    if (text.length > longestBody) break
  }
  return text
}
