// Sends a request, and tells whether there was a complete response.

import { request, type IncomingHttpHeaders, type RequestOptions } from 'node:http'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

/** Without an answer, the request may have had its effect or not, unless nobody took it. */
export type Sent = { answer: Answer; wasTaken: true } | { answer: undefined; wasTaken: boolean }

const usualLimitMs = 10_000

/** Sends a request. Rejects when there is neither a response nor an end in time. */
export function send(
  options: RequestOptions, body = '', limitMs = usualLimitMs,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const cut = (error: Error) => {
      const wasRefused = 'code' in error && error.code === 'ECONNREFUSED'
      resolve({ answer: undefined, wasTaken: !wasRefused })
    }
    const outgoing = request({ ...options, host: '127.0.0.1' })
    outgoing.setTimeout(limitMs, () => {
      reject(new Error(`No answer to ${options.method} ${options.path} in ${limitMs} ms`))
      outgoing.destroy()
    })
    outgoing.on('error', cut)
    outgoing.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => (text += chunk))
      response.on('error', cut)
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ answer: { status, headers, body: text }, wasTaken: true })
      })
    })
    outgoing.end(body)
  })
}
