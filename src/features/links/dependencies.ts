// What the functions of links work with: what is passed in from outside, and the parts that
// `createLinks` puts together once. Lesson: create-and-redirect (tour)

import type { Identify } from '../../auth/access/identify.ts'
import type { Clock } from '../../basics/clock.ts'
import type { Log } from '../../basics/log.ts'
import type { Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import type { Limits } from '../../services/limits.ts'
import type { Clicks } from './follow/clicks.ts'
import type { SearchIndex } from './manage/searchIndex.ts'
import type { ImportWorker } from './transfer/importWorker.ts'

export type LinksOptions = {
  database: Database
  log?: Log
  clock?: Clock
  random?: Random
  /** Hides which client a limit counts. */
  secret: Uint8Array
  /** Where people reach the server, such as `https://go.example`. */
  publicOrigin: string
  trustedHops?: number
  anonymousLinks?: boolean
  /** Where the course runs beside the server, on this machine only; undefined: it doesn't. */
  courseAddress?: () => string | undefined
  /** Called for each click that was counted. */
  onClick?: ((isPerson: boolean) => void) | undefined
  /** Finds out who makes a request; without it there are no accounts. */
  identify?: Identify
}

export type Dependencies = Required<
  Omit<LinksOptions, 'log' | 'secret' | 'courseAddress' | 'onClick'>
> & {
  log: Log | undefined
  courseAddress: (() => string | undefined) | undefined
  clicks: Clicks
  searchIndex: SearchIndex
  limits: Limits
  imports: ImportWorker
  /** The clients whose large imports are being read. */
  reading: Set<string>
  /** Whether strangers can reach the server, so that limits are needed. */
  isPublic: boolean
  /** Names of pages, which can't be slugs. */
  pageNames: () => ReadonlySet<string>
}
