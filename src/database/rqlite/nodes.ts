// The nodes of a cluster, over HTTP. One of them is the leader: it puts writes in order and has a
// majority store them. When it dies, the others elect a new one; we ask them in turn until one of
// them leads.
//
// Lesson: outgrowing-one-machine (core)

import { setTimeout } from 'node:timers/promises'
import { DatabaseError } from '../database.ts'
import type { RqliteAddress } from './address.ts'
import {
  isConnectionRefused, NodeClient, UnreadableResponseError, type ClientOptions,
} from './client.ts'
import { isPassing } from './errors.ts'
import { readResults, type ResultList } from './json.ts'
import { levelOf } from './level.ts'
import { Members, strangerError } from './members.ts'

export type NodesOptions = RqliteAddress & Pick<ClientOptions, 'mostResponseBytes'>

/** A response, and whether the request was sent more than once with an uncertain end. */
export type NodeResponse = ResultList & { isRepeated: boolean }

// `uncertain`: the statements may have taken effect. After the others, they certainly haven't.
type Failure = 'uncertain' | 'refused' | 'redirected'

/** What a node says about itself at the start, or why it says nothing. */
type Build = { origin: string; level: string } | { origin: string; failure: string }

type Question = { path: string; body: string; withinMs: number; isChange: boolean }

// Long enough for an election, and about as long as people wait for a redirect.
const limitMs = 6_000
// Nodes that are started together with the server may need a moment.
const startMs = 10_000
// A stopped node, or one behind a broken network, says nothing at all. Each further attempt waits
// for twice as long, in case the statements just take their time.
const firstAttemptMs = 2_000
const pauseMs = 50

export class Nodes {
  readonly #origins: readonly string[]
  readonly #client: NodeClient
  readonly #members: Members
  #current: string
  #level = 'strong'

  constructor({ origins, ...options }: NodesOptions) {
    this.#origins = origins
    this.#current = origins[0] ?? ''
    this.#client = new NodeClient({
      ...options, onDisconnect: (origin) => this.#members.forget(origin),
    })
    this.#members = new Members(origins, this.#client)
  }

  /**
   * Finds out how the nodes read what is certainly up to date. While they're brought to a newer
   * version one by one, any of them may lead: the level is one that all of them know.
   *
   * Throws a DatabaseError when no node responds, or when one doesn't check foreign keys.
   */
  async chooseLevel(withinMs = startMs): Promise<void> {
    const end = performance.now() + withinMs
    while (true) {
      const builds = await Promise.all(this.#origins.map((origin) => this.#readBuild(origin)))
      const running = builds.filter((build) => 'level' in build)
      const [first] = running
      if (first !== undefined) {
        this.#current = first.origin
        this.#level = running.some(({ level }) => level === 'strong') ? 'strong' : 'linearizable'
        return
      }
      if (performance.now() > end) throw nobodyRuns(builds)
      await setTimeout(pauseMs)
    }
  }

  async #readBuild(origin: string): Promise<Build> {
    try {
      const question = { path: '/status?key=build', waitMs: firstAttemptMs }
      const { status, text } = await this.#client.ask(origin, question)
      if (status !== 200) return { origin, failure: `responded with ${status}` }
      await this.#members.check(origin, firstAttemptMs)
      return { origin, level: levelOf(JSON.parse(text)) }
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      return { origin, failure: error instanceof Error ? error.message : String(error) }
    }
  }

  /**
   * Sends statements to the leader, again and again until there is one. So they may arrive twice.
   *
   * Throws a DatabaseError `busy` when no node took them in time, and `unknown` when a node
   * may have.
   */
  ask(path: string, body: string, withinMs = limitMs): Promise<NodeResponse> {
    return this.#ask({ path, body, withinMs, isChange: true })
  }

  // What only reads may arrive as often as it likes: its outcome is never unknown.
  async #ask({ path, body, withinMs, isChange }: Question): Promise<NodeResponse> {
    const end = performance.now() + withinMs
    let attemptMs = firstAttemptMs
    let isRepeated = false
    let redirects = 0
    while (true) {
      const waitMs = Math.min(attemptMs, end - performance.now())
      const response = await this.#attempt(`${path}&redirect`, body, waitMs).catch((error) => {
        throw whatFailed(error, { isChange, isRepeated })
      })
      if (typeof response === 'object') return { ...response, isRepeated }
      if (response === 'uncertain') {
        isRepeated = isChange
        attemptMs *= 2
      }
      if (performance.now() + pauseMs >= end) throw noLeader(isRepeated)
      if (response === 'redirected' && (redirects += 1) % 3 !== 0) continue
      await setTimeout(pauseMs)
    }
  }

  /** Reads: what is up to date, or what isn't older than `maxAgeMs` where that is over 0. */
  async read(body: string, maxAgeMs: number): Promise<ResultList> {
    const path = '/db/query?transaction&blob_array&timings'
    if (maxAgeMs > 0) {
      const freshness = `&level=none&freshness=${maxAgeMs}ms&freshness_strict`
      const stalePath = path + freshness
      const response = await this.#attempt(stalePath, body, firstAttemptMs).catch((error) => {
        throw whatFailed(error, { isChange: false, isRepeated: false })
      })
      if (typeof response === 'object' && response.error === undefined) return response
    }
    const leveled = `${path}&level=${this.#level}`
    return this.#ask({ path: leveled, body, withinMs: limitMs, isChange: false })
  }

  async #attempt(path: string, body: string, waitMs: number): Promise<ResultList | Failure> {
    const origin = this.#current
    const end = performance.now() + waitMs
    if (!await this.#members.check(origin, waitMs)) return this.#leave(origin, 'refused')
    try {
      const question = { path, body, waitMs: end - performance.now() }
      const { status, location, text } = await this.#client.ask(origin, question)
      const leader = status === 301 ? URL.parse(location ?? '')?.origin : undefined
      if (leader !== undefined) return await this.#follow(leader, origin)
      const response = status === 200 ? readResults(text) : undefined
      if (response !== undefined && !isPassing(response.error)) return response
      return this.#leave(origin, status === 503 ? 'refused' : 'uncertain')
    } catch (error) {
      if (error instanceof DatabaseError || error instanceof UnreadableResponseError) throw error
      return this.#leave(origin, isConnectionRefused(error) ? 'refused' : 'uncertain')
    }
  }

  // A follower names the leader that it knows.
  async #follow(leader: string, origin: string): Promise<Failure> {
    const isMember = await this.#members.includes(leader, origin)
    if (isMember === false) throw strangerError(leader, origin)
    if (isMember === undefined) return this.#leave(origin, 'refused')
    if (this.#current === origin) this.#current = leader
    return 'redirected'
  }

  // Another request may have found the leader meanwhile.
  #leave(origin: string, failure: Failure): Failure {
    if (this.#current === origin) {
      const next = this.#origins.indexOf(origin) + 1
      this.#current = this.#origins[next % this.#origins.length] ?? origin
    }
    return failure
  }
}

// The error of the last attempt to make a change doesn't say what became of the attempts before.
function whatFailed(
  error: unknown, { isChange, isRepeated }: { isChange: boolean; isRepeated: boolean },
): unknown {
  if (isRepeated) return unknownOutcome()
  if (!(error instanceof UnreadableResponseError)) return error
  return new DatabaseError(isChange ? 'unknown' : 'failed', error.message, error)
}

function nobodyRuns(builds: readonly Build[]): DatabaseError {
  const reasons = builds.map((build) => (
    'failure' in build ? `\n${build.origin}: ${build.failure}` : ''))
  return new DatabaseError('busy', `No rqlite node responds:${reasons.join('')}`)
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
