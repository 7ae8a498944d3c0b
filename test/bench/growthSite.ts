// The app on a database file of one size, with whoever sends the requests of the bench.

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createApp, type GroundworkApp } from '../../src/app.ts'
import { createApiKeys } from '../../src/auth/tokens/apiKey.ts'
import { allScopes } from '../../src/auth/access/identity.ts'
import { createSessions } from '../../src/auth/sessions/session.ts'
import { createLog } from '../../src/basics/log.ts'
import type { Database } from '../../src/database/database.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import type { Reply } from '../../src/http/reply.ts'
import { createOutbox } from '../../src/services/mail/outbox.ts'
import { fill } from './growthData.ts'

export type Who = 'stranger' | 'short' | 'long' | 'tenth' | 'admin'

export type Site = {
  links: number
  megabytes: number
  database: Database
  clean: GroundworkApp['clean']
  send(who: Who, method: string, path: string, body?: unknown): Promise<Reply & { text: string }>
  close(): Promise<void>
}

/**
 * Builds the database and opens the app on it. User 1 has a short list and user 2 a long one,
 * equally long at each size; user 3 has a tenth of all links.
 */
export async function openSite(folder: string, links: number): Promise<Site> {
  const path = join(folder, `${links}.db`)
  const schema = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
  await openSqlite({ path, schema }).close()
  fill(path, links, Date.now())
  const database = openSqlite({ path, schema })
  const log = createLog({ format: 'off', write: () => undefined })
  const outbox = createOutbox({
    database, clock: Date.now, transport: { send: () => Promise.resolve() },
  })
  const { app, clean } = createApp({
    database, log, outbox, secret: new Uint8Array(32), publicOrigin: 'http://localhost:3000',
  })
  const [short, long, tenth] = await Promise.all([1, 2, 3].map((id) => makeKey(database, id)))
  const session = createSessions({ database, clock: Date.now }).prepare(1, 'bench')
  await database.run(session.statement)
  const headersOf: Record<Who, Record<string, string>> = {
    stranger: { 'user-agent': 'Mozilla/5.0 Firefox/140.0' },
    short: { authorization: `Bearer ${short}` },
    long: { authorization: `Bearer ${long}` },
    tenth: { authorization: `Bearer ${tenth}` },
    admin: { cookie: `session=${session.token}`, accept: 'text/html' },
  }
  return {
    links, megabytes: Math.round(statSync(path).size / 2 ** 20), database, clean,
    async send(who, method, url, body) {
      const json = body === undefined ? {} : { body: JSON.stringify(body) }
      const type = body === undefined ? {} : { 'content-type': 'application/json' }
      const reply = await app.request(method, url, {
        headers: { ...headersOf[who], ...type }, ...json,
      })
      if (reply.status >= 400) throw new Error(`${method} ${url}: ${reply.status}`)
      return { ...reply, text: await readBody(reply.body) }
    },
    async close() {
      await outbox.close()
      await database.close()
    },
  }
}

async function makeKey(database: Database, user: number): Promise<string> {
  const keys = createApiKeys({ database, clock: Date.now })
  const scopes = allScopes.filter((scope) => scope !== 'admin')
  const key = { user, name: 'bench', scopes, expiresAt: null }
  const { text, statements } = keys.prepare(key)
  const [{ changes }] = await database.batch(statements)
  if (changes !== 1) throw new Error('No key was made')
  return text
}

// A long body is counted and thrown away: an export must not be held in memory by the bench.
async function readBody(body: string | Uint8Array | Readable | null): Promise<string> {
  if (body === null || typeof body === 'string') return body ?? ''
  if (body instanceof Uint8Array) return ''
  let length = 0
  for await (const piece of body) length += piece.length
  return String(length)
}
