// What the browser visits: the real server in a process of its own with a fresh database, and a
// tiny site for short links to lead to.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isRecord } from '../../src/basics/check.ts'
import { endProcess } from './programs.ts'

export type Site = {
  origin: string
  stop(): Promise<void>
}

export type Shortener = Site & {
  /** The folder of the database. */
  folder: string
  /** Lines of the log that say error. */
  errors: string[]
}

export type Target = Site & {
  /** The method and path of every request, in order. */
  arrivals: string[]
}

const main = join(import.meta.dirname, '../../src/main.ts')
const cheapScrypt = new URL('../auth/cheapScrypt.ts', import.meta.url).href

/** Starts the server on a free port. */
export async function startShortener(): Promise<Shortener> {
  const folder = await mkdtemp(join(tmpdir(), 'shortener-'))
  const settings = {
    DATA: folder, PORT: '0', HOST: '', LOG: 'json', PUBLIC_ORIGIN: '', TRUSTED_HOPS: '',
    ANONYMOUS_LINKS: '',
  }
  const child = spawn(process.execPath, ['--import', cheapScrypt, main], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const errors: string[] = []
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const port = await new Promise((resolve, reject) => {
    child.once('close', () => reject(new Error(`The server ended at its start: ${words}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry: unknown = JSON.parse(line)
      if (!isRecord(entry)) return
      if (entry['event'] === 'started') resolve(entry['port'])
      if (entry['level'] === 'error') errors.push(line)
    })
  })
  return {
    origin: `http://localhost:${port}`,
    folder,
    errors,
    async stop() {
      await endProcess(child)
      await rm(folder, { recursive: true })
    },
  }
}

/** Starts a site that answers every path with a page and remembers who came. */
export async function startTarget(): Promise<Target> {
  const arrivals: string[] = []
  const server = createServer((request, response) => {
    if (request.url !== '/favicon.ico') arrivals.push(`${request.method} ${request.url}`)
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>Target</title><link rel="icon" href="data:,"><h1>Arrived')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    origin: `http://127.0.0.1:${port}`,
    arrivals,
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
