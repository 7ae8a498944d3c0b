// The nodes of a cluster, over HTTP. One of them is the leader: it puts writes in order and has a
// majority store them. When it dies, the others elect a new one; we ask them in turn until one of
// them leads.
//
// Lesson: outgrowing-one-machine (core)

import { setTimeout } from 'node:timers/promises'
import { DatabaseError } from '../database.ts'
import type { RqliteAddress } from './address.ts'
import { isPassing } from './errors.ts'
import { readResults, type ResultList } from './json.ts'
import { levelOf } from './level.ts'

/** A response, and whether the request was sent more than once with an uncertain end. */
export type Answer = ResultList & { isRepeated: boolean }

// `uncertain`: the statements may have taken effect. After the others, they certainly haven't.
type Failure = 'uncertain' | 'refused' | 'redirected'

// Long enough for an election; a person who waits for a redirect has left by then.
const limitMs = 10_000
// A stopped node, or one behind a broken network, says nothing at all. Each further attempt waits
// for twice as long, in case the statements just take their time.
const firstAttemptMs = 2_000
const pauseMs = 50
const mostSentenceBytes = 300

export class Nodes {
  readonly #origins: readonly string[]
  readonly #headers: Record<string, string>
  #current: string
  #level = 'strong'

  constructor({ origins, authorization }: RqliteAddress) {
    this.#origins = origins
    this.#current = origins[0] ?? ''
    this.#headers = {
      'Content-Type': 'application/json',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    }
  }

  /**
   * Finds out how the nodes read what is certainly up to date. While they're brought to a newer
   * version one by one, any of them may lead: the level is one that all of them know.
   */
  async chooseLevel(): Promise<void> {
    const end = performance.now() + limitMs
    while (performance.now() < end) {
      const responses = await this.askEach('/status?key=build')
      const levels = responses.map(({ text }) => levelOf(JSON.parse(text)))
      const [first] = responses
      if (first !== undefined) {
        this.#current = first.origin
        this.#level = levels.includes('strong') ? 'strong' : 'linearizable'
        return
      }
      await setTimeout(pauseMs)
    }
    throw noLeader(false)
  }

  /** Asks every node for what only it knows; gives the responses of those that run. */
  async askEach(path: string, body?: string): Promise<{ origin: string; text: string }[]> {
    const asked = this.#origins.map((origin) => this.#askOne(origin, path, body))
    const responses = await Promise.all(asked)
    return responses.filter((response) => response !== undefined)
  }

  async #askOne(origin: string, path: string, body: string | undefined) {
    try {
      const response = await this.#fetch(origin + path, body, firstAttemptMs)
      const text = await response.text()
      refuse(response.status, text)
      return response.status === 200 ? { origin, text } : undefined
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      return undefined
    }
  }

  /**
   * Sends statements to the leader, again and again until there is one. So they may arrive twice.
   *
   * Throws a DatabaseError `busy` when nobody took them within ten seconds, and `unknown` when
   * somebody may have.
   */
  ask(path: string, body: string): Promise<Answer> {
    return this.#ask(path, body, true)
  }

  // What only reads may arrive as often as it likes: its outcome is never unknown.
  async #ask(path: string, body: string, isChange: boolean): Promise<Answer> {
    const end = performance.now() + limitMs
    let attemptMs = firstAttemptMs
    let isRepeated = false
    let redirects = 0
    while (true) {
      const waitMs = Math.min(attemptMs, end - performance.now())
      const answer = await this.#attempt(`${path}&redirect`, body, waitMs).catch((error) => {
        // An earlier copy may still take effect.
        throw isRepeated ? unknownOutcome() : error
      })
      if (typeof answer === 'object') return { ...answer, isRepeated }
      if (answer === 'uncertain') {
        isRepeated = isChange
        attemptMs *= 2
      }
      if (performance.now() + pauseMs >= end) throw noLeader(isRepeated)
      if (answer === 'redirected' && (redirects += 1) % 3 !== 0) continue
      await setTimeout(pauseMs)
    }
  }

  /** Reads: what is up to date, or what isn't older than `maxAgeMs` where that is over 0. */
  async read(body: string, maxAgeMs: number): Promise<ResultList> {
    const path = '/db/query?transaction&blob_array&timings'
    if (maxAgeMs > 0) {
      const freshness = `&level=none&freshness=${maxAgeMs}ms&freshness_strict`
      const answer = await this.#attempt(path + freshness, body, firstAttemptMs)
      if (typeof answer === 'object' && answer.error === undefined) return answer
    }
    return this.#ask(`${path}&level=${this.#level}`, body, false)
  }

  async #attempt(path: string, body: string, waitMs: number): Promise<ResultList | Failure> {
    const origin = this.#current
    try {
      const response = await this.#fetch(origin + path, body, waitMs)
      const text = await response.text()
      if (this.#follow(response, origin)) return 'redirected'
      refuse(response.status, text)
      const answer = response.status === 200 ? readResults(text) : undefined
      if (answer !== undefined && !isPassing(answer.error)) return answer
      this.#leave(origin)
      return response.status === 503 ? 'refused' : 'uncertain'
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      this.#leave(origin)
      return isConnectionRefused(error) ? 'refused' : 'uncertain'
    }
  }

  #fetch(url: string, body: string | undefined, waitMs: number): Promise<Response> {
    return fetch(url, {
      headers: this.#headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(waitMs))),
      ...(body === undefined ? {} : { method: 'POST', body }),
    })
  }

  // A follower names the leader that it knows.
  #follow(response: Response, origin: string): boolean {
    const location = URL.parse(response.headers.get('Location') ?? '')
    if (response.status !== 301 || location === null) return false
    if (this.#current === origin) this.#current = location.origin
    return true
  }

  // Another request may have found the leader meanwhile.
  #leave(origin: string): void {
    if (this.#current !== origin) return
    const next = this.#origins.indexOf(origin) + 1
    this.#current = this.#origins[next % this.#origins.length] ?? origin
  }
}

// A proxy in front of a node says these when it's the one that is too busy.
const busyStatuses = [408, 429]

// What no other node would forgive either. From 500 on, another one may do better.
function refuse(status: number, text: string): void {
  if (status === 401 || status === 403) {
    throw new DatabaseError('unreadable', 'rqlite refuses the login in DATABASE_URL')
  }
  if (status >= 400 && status < 500 && !busyStatuses.includes(status)) {
    const sentence = text.slice(0, mostSentenceBytes).trim()
    throw new DatabaseError('failed', `rqlite responded with ${status}: ${sentence}`)
  }
}

// Nobody listened, so nobody got the statements.
function isConnectionRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
}

/** Makes the error for what no leader took within the time limit, or perhaps one did. */
export function noLeader(isUncertain: boolean): DatabaseError {
  return isUncertain
    ? unknownOutcome()
    : new DatabaseError('busy', 'The database has no leader at the moment: try again')
}

/** Makes the error for a change that may be stored or not. */
export function unknownOutcome(): DatabaseError {
  return new DatabaseError('unknown', 'The database changed its leader: '
    + 'what was being stored may be stored or not')
}
