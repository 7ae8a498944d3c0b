// Sends a request again and again, and lets something else happen in between: before the first
// question that the request asks the database, then before the second, and so on. So no gap between
// two statements is left out, and none needs a sleep.

import assert from 'node:assert/strict'
import { createApp } from '../../../src/app.ts'
import type { Database } from '../../../src/database/database.ts'
import { personAgent, readReply, type TestApp, type TestReply } from '../../testApp.ts'

/** Whom a request is about, and the app that it's sent to. */
export type Leaver = { site: TestApp; user: number; email: string }

/** Prepares everything, and gives the request that is sent while something else happens. */
export type Prepare = (leaver: Leaver) => Promise<() => Promise<TestReply>>

/** No request asks more often. */
export const mostQuestions = 40

const origin = 'http://localhost:3000'

/** Says how many questions came after the change: their responses are like the last one. */
export function questionsAfter(responses: readonly string[]): number {
  const done = responses.at(-1)
  return responses.length - 2 - responses.findLastIndex((response) => response !== done)
}

/** Describes a response. A redirect to the sign-in is a refusal, and one elsewhere isn't. */
export function describe({ status, headers }: TestReply): string {
  if (status !== 303) return String(status)
  const { pathname, searchParams } = new URL(String(headers['location']), origin)
  return `303 ${pathname} ${searchParams.get('done') ?? ''}`
}

/** Checks that each response is a refusal, or like the last one, which met no change. */
export function checkResponses(responses: readonly string[]): void {
  const done = responses.at(-1) ?? ''
  assert.match(done, /^[23]/, 'the request works where nothing else happens')
  for (const [at, response] of responses.entries()) {
    const isRefused = /^(4\d\d|303 \/login)/.test(response)
    // A page in place of a redirect asks for something more, such as a code.
    const isAsked = response === '200' && done.startsWith('303')
    assert.ok(isRefused || isAsked || response === done, `question ${at}: ${response}, not ${done}`)
  }
}

/** Makes the same app once more, on a database that lets something happen before a question. */
export function openInterrupted(plain: TestApp) {
  let left = -1
  let act = async (): Promise<void> => undefined
  let acting = Promise.resolve()
  const wait = async () => {
    const isNow = left === 0
    if (left >= 0) left -= 1
    if (isNow) await (acting = act())
  }
  const { app } = createApp({ ...plain.options, database: watch(plain.options.database, wait) })
  const request: TestApp['request'] = async (method, path, init = {}) =>
    readReply(await app.request(method, path, {
      ...init, headers: { 'user-agent': personAgent, ...init.headers },
    }))
  // The last statements may run in the background, after the response, and the work with them.
  const interrupt = (at: number, work: () => Promise<void>) => {
    left = at
    act = work
    return async () => {
      await acting
      return left < 0
    }
  }
  const site: TestApp = { ...plain, app, request }
  return { site, interrupt }
}

function watch(database: Database, wait: () => Promise<void>): Database {
  return {
    ...database,
    one: async (statement, options) => {
      await wait()
      return database.one(statement, options)
    },
    all: async (statement) => {
      await wait()
      return database.all(statement)
    },
    run: async (statement) => {
      await wait()
      return database.run(statement)
    },
    batch: async (statements) => {
      await wait()
      return database.batch(statements)
    },
  }
}
