// Requests to a node. (rqlite.io/docs/api)
//
// Lesson: outgrowing-one-machine (appendix)

import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'

export type Answer = { status: number; body: Buffer }

export type Question = {
  method?: string
  type?: string
  body?: string | Uint8Array
  /** Five seconds, unless something takes longer. */
  limitMs?: number
}

const usualLimitMs = 5_000
const untilLimitMs = 15_000
const pauseMs = 5

/** Sends a request and reads the response to its end. Rejects when that takes too long. */
export function ask(
  url: string, { method = 'GET', type, body, limitMs = usualLimitMs }: Question = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const headers = type === undefined ? {} : { 'content-type': type }
  const signal = AbortSignal.timeout(limitMs)
  // Without an agent, no idle connection keeps the process alive, or breaks when a node is killed.
  const outgoing = request(url, { method, headers, signal, agent: false })
  const fail = (error: Error) => {
    const message = signal.aborted ? `No response in ${limitMs} ms` : error.message
    reject(new Error(`${method} ${url}: ${message}`, { cause: error }))
  }
  outgoing.on('error', fail)
  outgoing.on('response', (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', fail)
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) })
    })
  })
  outgoing.end(body)
  return promise
}

/** Asks again and again until there is a value. After 15 seconds, throws what is missing. */
export async function until<Value>(
  missing: () => string, find: () => Promise<Value | undefined>,
): Promise<Value> {
  const end = performance.now() + untilLimitMs
  while (performance.now() < end) {
    const found = await find().catch(() => undefined)
    if (found !== undefined) return found
    await setTimeout(pauseMs)
  }
  throw new Error(`Waited ${untilLimitMs} ms: ${missing()}`)
}
