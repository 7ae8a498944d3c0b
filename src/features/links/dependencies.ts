// What the functions of links work with, and how they refuse: the parts that `createLinks` puts
// together once, passed as one argument. Lesson: create-and-redirect (tour)

import type { Issue } from '../../basics/check.ts'
import type { Identify } from '../../auth/access/identify.ts'
import type { Clock } from '../../basics/clock.ts'
import type { Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import type { Limit, Limits } from '../../services/limits.ts'
import type { Clicks } from './follow/clicks.ts'
import type { SearchIndex } from './manage/searchIndex.ts'
import type { LinkStore } from './store.ts'

export type Dependencies = {
  database: Database
  store: LinkStore
  clicks: Clicks
  searchIndex: SearchIndex
  limits: Limits
  /** Finds out who makes a request. */
  identify: Identify
  clock: Clock
  random: Random
  /** Where people reach the server, such as `https://go.example`. */
  publicOrigin: string
  /** Whether strangers can reach it, so that limits are needed. */
  isPublic: boolean
  anonymousLinks: boolean
  trustedHops: number
  /** Where the course runs beside the server, on this machine only; undefined: it doesn't. */
  courseAddress: () => string | undefined
  /** Names of pages, which can't be slugs. */
  reservedNames: () => ReadonlySet<string>
}

export type RefusalCode =
  | 'invalid' | 'taken' | 'stale' | 'unknown-owner' | 'not-found' | 'limited' | 'closed' | 'busy'
  | 'old-form' | 'failed'

export type Wait = { limit: Limit; retryAfterSeconds: number }

/** A refusal that isn't a bug: the request breaks a rule, and the issues say which. */
export class LinkRefusal extends Error {
  readonly code: RefusalCode
  readonly issues: Issue[]
  /** For `limited`: which limit it was, and when there is room again. */
  readonly wait: Wait | undefined

  constructor(code: RefusalCode, issues: Issue[], wait?: Wait) {
    super(issues[0]?.message ?? code)
    this.name = 'LinkRefusal'
    this.code = code
    this.issues = issues
    this.wait = wait
  }
}

/** Makes a refusal with one sentence. */
export function refuse(code: RefusalCode, message: string, field = ''): LinkRefusal {
  return new LinkRefusal(code, [{ field, message }])
}
