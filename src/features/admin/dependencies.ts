// What the functions of administration work with, and how they refuse: the parts that `createAdmin`
// puts together once, handed on as one argument. Lesson: user-management (appendix)

import type { Auth } from '../../auth/auth.ts'
import type { Clock } from '../../basics/clock.ts'
import type { SignUpMode } from '../../basics/config.ts'
import type { Database } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import type { Html } from '../../http/html.ts'
import type { OutboxEntry } from '../../services/mail/fileTransport.ts'
import type { Outbox } from '../../services/mail/outbox.ts'

export type Dependencies = {
  database: Database
  auth: Auth
  clock: Clock
  /** Where people reach the server: URLs in emails begin with it. */
  publicOrigin: string
  outbox: Pick<Outbox, 'add' | 'wake'>
  /** Who can sign up. */
  signUp: SignUpMode
  moderation: Moderation
  charts: Charts
  /** Reads the newest mails that were kept and not sent; undefined where mails are sent. */
  readOutbox: (() => Promise<readonly OutboxEntry[]>) | undefined
}

/** What the rules need: the command line has no more than that. */
export type RuleDependencies = Pick<Dependencies, 'database' | 'clock' | 'outbox' | 'publicOrigin'> & {
  audit: Auth['audit']
}

export type JudgedLink = {
  id: number
  slug: string
  target: string
  disabledReason: string | null
  isBlocked: 0 | 1
  user: number | null
  updatedAt: number
}

export type ReportedLink = JudgedLink & {
  reports: number
  firstAt: number
  lastAt: number
  reasons: readonly { reason: string; reports: number }[]
  words: readonly { reason: string; details: string; at: number }[]
}

/** What the feature of links gives to administrators: features do not import each other. */
export type Moderation = {
  find(slug: string): Promise<JudgedLink | undefined>
  listReported(limit: number): Promise<readonly ReportedLink[]>
  listBlocked(limit: number): Promise<readonly JudgedLink[]>
  countLinksOf(user: number): Promise<number>
  handleReports(slug: string, now: number): Sql
  block(slug: string, how: { reason: string; now: number }): Sql
  unblock(slug: string, now: number): Sql
}

export type Bar = { label: string; people: number; bots: number }

export type Charts = {
  barChart(bars: readonly Bar[], title: string): Html
  chartLegend(bars: readonly Bar[], unit: string): Html
}
