// The real app for tests: with a database of its own, a clock that can be set, and no socket.
//
//   const site = openTestApp(test)
//   site.clock.now += hourMs
//   const { status } = await site.request('GET', '/hello')

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { TestContext } from 'node:test'
import './auth/cheapScrypt.ts'
import { createApp, type AppOptions, type GroundworkApp } from '../src/app.ts'
import { createLog } from '../src/basics/log.ts'
import type { Database } from '../src/database/database.ts'
import { createOutbox } from '../src/services/mail/outbox.ts'
import type { Mail } from '../src/services/mail/message.ts'
import type { Transport } from '../src/services/mail/transport.ts'
import type { Reply, ReplyHeaders } from '../src/http/reply.ts'
import type { RequestInit } from '../src/http/request.ts'
import { freshDatabase, schema } from './freshDatabase.ts'
import { isFile, openDatabase, type OpenedDatabase } from './openDatabase.ts'
import { parseJson } from './pick.ts'
import { noteStatements, planProblems } from './queryPlans.ts'

export type TestReply = {
  status: number
  headers: ReplyHeaders
  text: string
  /** Reads the body as JSON; `pick` looks inside. */
  json(): unknown
}

export type TestApp = GroundworkApp & {
  /** What the app was made of. */
  options: AppOptions
  database: Database
  /** For what another server or another program does with the same database. */
  opened: OpenedDatabase
  clock: { now: number }
  publicOrigin: string
  /** Sends what is in the outbox and gives all mails so far, oldest first. */
  mails(): Promise<readonly Mail[]>
  request(method: string, path: string, init?: RequestInit): Promise<TestReply>
  /** What was logged so far, oldest first. */
  logged(): unknown[]
  close(): Promise<void>
}

export type TestAppOptions = Partial<
  Pick<AppOptions, 'publicOrigin' | 'trustedHops' | 'anonymousLinks' | 'isStopping' | 'tokenKeys'
    | 'outboxFolder' | 'provider' | 'mayHaveProxy' | 'signUp' | 'readState' | 'reports'>
> & {
  /** How long a write waits for another connection's lock. */
  busyTimeoutMs?: number
  /** Where mails go; by default into the list that `mails` gives. */
  transport?: Transport
}

/** The time at which every test begins: a Saturday, half an hour before noon (UTC). */
export const startTime = Date.UTC(2026, 0, 31, 11, 30)

/** What the requests of tests say about themselves unless they say something else. */
export const personAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36'

const known = new WeakSet<ReplyHeaders>()

/** Builds the app. It is closed after the test, and its files are removed. */
export function openTestApp(test: TestContext, options: TestAppOptions = {}): TestApp {
  const { publicOrigin = 'http://localhost:3000', busyTimeoutMs = 2_000 } = options
  const opened = openDatabase({ schema, bytes: freshDatabase(), busyTimeoutMs })
  const { database } = opened
  const statements = new Set<string>()
  const watched = noteStatements(database, statements)
  const clock = { now: startTime }
  const lines: string[] = []
  const log = createLog({ format: 'json', write: (text) => lines.push(text) })
  const secret = new Uint8Array(32).fill(7)
  const sent: Mail[] = []
  const transport = options.transport ?? { send: async (mail: Mail) => void sent.push(mail) }
  const outbox = createOutbox({ database: watched, clock: () => clock.now, transport })
  const appOptions: AppOptions = {
    ...options, database: watched, log, secret, publicOrigin, outbox, clock: () => clock.now,
  }
  const { app, clean } = createApp(appOptions)
  const close = async () => {
    await outbox.close()
    await database.close()
    const problems = isFile && existsSync(opened.path) ? planProblems(opened.path, statements) : []
    await opened.close()
    assert.deepEqual(problems, [], 'a statement reads or sorts a whole table')
  }
  test.after(close)
  return {
    app, clean, options: appOptions, opened, database, clock, publicOrigin, close,
    // Without a User-Agent, a request would be one of a program: an empty one asks for that.
    request: async (method, url, init = {}) => {
      const headers = { 'user-agent': personAgent, ...init.headers }
      const reply = await app.request(method, url, { ...init, headers })
      assert.ok(!known.has(reply.headers), `${method} ${url}: two replies share their headers`)
      known.add(reply.headers)
      return readReply(reply)
    },
    async mails() {
      await outbox.drain()
      return sent
    },
    logged() {
      log.flush()
      return lines.join('').split('\n').filter(Boolean).map(parseJson)
    },
  }
}

/** Reads a reply's body to its end. */
export async function readReply({ status, headers, body }: Reply): Promise<TestReply> {
  const text = await readBody(body)
  return { status, headers, text, json: () => parseJson(text) }
}

async function readBody(body: Reply['body']): Promise<string> {
  if (body === null) return ''
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? Buffer.from(body).toString() : collect(body)
}

async function collect(stream: Readable): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString()
}
