// What the functions of links work with: the parts that `createLinks` puts together once, passed as
// one argument. Lesson: create-and-redirect (tour)

import type { Identify } from '../../auth/access/identify.ts'
import type { Clock } from '../../basics/clock.ts'
import type { Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import type { Limits } from '../../services/limits.ts'
import type { Clicks } from './follow/clicks.ts'
import type { SearchIndex } from './manage/searchIndex.ts'

export type Dependencies = {
  database: Database
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
  pageNames: () => ReadonlySet<string>
}
