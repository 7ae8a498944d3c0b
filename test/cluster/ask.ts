// Requests to a node. (rqlite.io/docs/api)
//
// Lesson: outgrowing-one-machine (appendix)

import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'

export type Answer = { status: number; body: Buffer }

export type Question = { method?: string; type?: string; body?: string | Uint8Array }

const limitMs = 5_000
const untilLimitMs = 15_000
const pauseMs = 5

/** Sends a request and reads the response to its end. Rejects if that takes five seconds. */
export function ask(url: string, { method = 'GET', type, body }: Question = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const headers = type === undefined ? {} : { 'content-type': type }
  const signal = AbortSignal.timeout(limitMs)
  // Without an agent, no idle connection keeps the process alive, or breaks when a node is killed.
  const outgoing = request(url, { method, headers, signal, agent: false })
  outgoing.on('error', reject)
  outgoing.on('response', (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', reject)
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
