// What the functions of administration work with: `createAdmin` puts it together once. Features
// don't import each other, so what belongs to links comes in here as well.
// Lesson: user-management (appendix)

import type { Audit, Cause } from '../../auth/access/audit.ts'
import type { Auth } from '../../auth/auth.ts'
import type { Clock } from '../../basics/clock.ts'
import type { SignUpMode } from '../../basics/config.ts'
import type { Database } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import type { Html } from '../../http/html.ts'
import type { OutboxEntry } from '../../services/mail/fileTransport.ts'
import type { Outbox } from '../../services/mail/outbox.ts'
import type { ServerState } from '../../services/serverState.ts'
import type { Moderation } from '../site/moderation.ts'

/** What the rules about users need: the command line has no more than that. */
export type RuleDependencies = {
  database: Database
  audit: Audit
  clock: Clock
  outbox: Pick<Outbox, 'add' | 'wake'>
  /** Where people reach the server: URLs in emails begin with it. */
  publicOrigin: string
}

export type Dependencies = RuleDependencies & {
  auth: Auth
  /** Reads the state of the process. */
  readState: () => ServerState
  /** Who can sign up. */
  signUp: SignUpMode
  moderation: Moderation
  charts: Charts
  /** Reads the newest mails that were kept and not sent; undefined where mails are sent. */
  readOutbox: (() => Promise<readonly OutboxEntry[]>) | undefined
}

/** An administrator's request, for the audit trail and for the batch of what they do. */
export type AdminRequest = Cause & {
  actor: number
  /** Refuses the batch if the user is no longer signed in as an administrator. */
  guard: Sql
}

type Bar = { label: string; people: number; bots: number }

export type Charts = {
  barChart(bars: readonly Bar[], title: string): Html
  chartLegend(bars: readonly Bar[], unit: string): Html
}
