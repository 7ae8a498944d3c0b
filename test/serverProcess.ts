// What a test asks of a server that runs as a process of its own.

import { once } from 'node:events'
import { request } from 'node:http'
import type { Program } from './program.ts'

export const limitMs = 15_000

/** Sends a request and waits for the answer, but not for ever. */
export function ask(port: number, path: string, options: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(limitMs)
  return fetch(`http://127.0.0.1:${port}${path}`, { signal, ...options })
}

export type SlowRequest = { answer: Promise<string>; finish: () => void }

/** Begins a request whose body is still on its way: it ends when `finish` is called. */
export async function slowHello(port: number): Promise<SlowRequest> {
  const signal = AbortSignal.timeout(limitMs)
  const type = { 'content-type': 'application/json', 'content-length': '16' }
  const headers = { ...type, expect: '100-continue' }
  const to = { port, host: '127.0.0.1', path: '/hello', method: 'POST' }
  const outgoing = request({ ...to, headers, signal })
  const answer = new Promise<string>((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', async (response) => resolve((await response.toArray()).join('')))
  })
  outgoing.flushHeaders()
  // The server says "go on" when the handler reads the body: now the request is under way.
  await once(outgoing, 'continue', { signal })
  return { answer, finish: () => outgoing.end('{"name":"Alice"}') }
}

/** The ids of the processes that have said that they listen. */
export function startedIn({ output }: Program): number[] {
  const lines = output.matchAll(/"started","port":\d+,"process":(\d+)/g)
  return [...lines].map(([, id]) => Number(id))
}

/** Says whether the server, or one of its workers, has begun to stop. */
export function isStopping({ output }: Program): boolean {
  return output.includes('"event":"stopping"')
}
