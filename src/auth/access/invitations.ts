// Invitations: an email address that may sign up, and the token that was sent to it. The token is
// single-use and valid for seven days; only its SHA-256 is stored. Sign-up, administrators and the
// sign-in with another provider share this table.
// Lesson: user-management (tour)

import { dayMs, type Clock } from '../../basics/clock.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import { hashToken, isToken, makeToken } from '../tokens/token.ts'

export type Invitation = {
  id: number
  email: string
  createdAt: number
  expiresAt: number
  /** The administrator; null once that account is deleted. */
  invitedBy: number | null
}

export const invitationLimitMs = 7 * dayMs
/** A limit keeps the list readable. */
export const mostInvitations = 500
const prefix = 'gwi_'

const columns = sql`
  id, email, created_at as createdAt, expires_at as expiresAt, invited_by as invitedBy`

/** Makes the invitations of a database. */
export function createInvitations({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /** Prepares an invitation: its token, and the statements that store it and read it. */
    prepare(
      email: string, invitedBy: number,
    ): { token: string; statements: readonly [Sql, Sql<Invitation>] } {
      const token = makeToken(prefix)
      const invitation = { email, invitedBy, tokenHash: token.hash, now: clock() }
      return { token: token.text, statements: insertInvitation(invitation) }
    },

    /** Finds the invitation of a token without using it up. */
    async find(token: string): Promise<Invitation | undefined> {
      if (!isToken(prefix, token)) return undefined
      return database.one(sql<Invitation>`
        select ${columns} from invitations
        where token_hash = ${hashToken(token)} and expires_at > ${clock()}`)
    },

    /** Lists the valid ones, the newest first. */
    list: (): Promise<Invitation[]> => database.all(sql<Invitation>`
      select ${columns} from invitations where expires_at > ${clock()}
      order by created_at desc, id desc`),

    async clean(): Promise<void> {
      await database.run(sql`delete from invitations where expires_at <= ${clock()}`)
    },
  }
}

/** The condition that an address may sign up by invitation. */
export function isInvited(email: string, now: number): Sql {
  return sql`exists (select 1 from invitations where email = ${email} and expires_at > ${now})`
}

/** The id of the invitation of an address, as a subquery. */
export function invitationIdOf(email: string): Sql {
  return sql`(select id from invitations where email = ${email})`
}

export function revokeInvitation(id: number): Sql {
  return sql`delete from invitations where id = ${id}`
}

/** Ends the invitation of an address: it has an account now. */
export function endInvitation(email: string): Sql {
  return sql`delete from invitations where email = ${email}`
}

type NewInvitation = { email: string; invitedBy: number; tokenHash: Uint8Array; now: number }

// Replaces an older one of this address. It stores nothing when there are too many, when the
// address has an account, or when the administrator's own account is gone.
function insertInvitation(
  { email, invitedBy, tokenHash, now }: NewInvitation,
): readonly [Sql, Sql<Invitation>] {
  return [
    sql`insert into invitations (token_hash, email, invited_by, created_at, expires_at)
      select ${tokenHash}, ${email}, ${invitedBy}, ${now}, ${now + invitationLimitMs}
      where not exists (select 1 from users where email = ${email})
        and exists (select 1 from users where id = ${invitedBy})
        and (select count(*) from invitations
          where email <> ${email} and expires_at > ${now}) < ${mostInvitations}
      on conflict (email) do update set token_hash = excluded.token_hash,
        invited_by = excluded.invited_by, created_at = excluded.created_at,
        expires_at = excluded.expires_at`,
    sql<Invitation>`
      select ${columns} from invitations where email = ${email} and changes() > 0`,
  ]
}
