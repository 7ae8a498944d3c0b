// The SQL of accounts with another provider: who signs in here with which.
// Lesson: oauth-and-oidc (tour)

import { completeAccount } from '../../../auth/access/signups.ts'
import {
  insertUser, mayStillSignIn, type NewUser, type Proof, type User,
} from '../../../auth/access/users.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'

/** An account at a provider that signs in to an account here. */
type ProviderAccount = { issuer: string; subject: string; email: string; createdAt: number }

/** The user whom an account at a provider signs in. */
type LinkedUser = Proof & { isDisabled: 0 | 1 }

/** Somebody who has no account here yet. */
type Newcomer = NewUser & { issuer: string; subject: string }

/** A link that a user asked for in a session. */
export type NewLink = ProviderAccount & { user: number; session: number }

export function findLinkedUser(
  database: Database, issuer: string, subject: string,
): Promise<LinkedUser | undefined> {
  return database.one(sql<LinkedUser>`
    select users.id as user, users.disabled_at is not null as isDisabled,
      users.password_version as passwordVersion, users.totp_since as secondFactorSince
    from provider_accounts join users on users.id = provider_accounts.user
    where issuer = ${issuer} and subject = ${subject}`)
}

export function findProviderAccount(
  database: Database, user: number, issuer: string,
): Promise<ProviderAccount | undefined> {
  return database.one(sql<ProviderAccount>`
    select issuer, subject, email, created_at as createdAt from provider_accounts
    where user = ${user} and issuer = ${issuer}`)
}

/** A link to end, with the session and the password that allow it: both may end before it does. */
type OldLink = { user: number; issuer: string; session: number; passwordVersion: number }

/** Makes the statement that unlinks, if the password and the session are still valid. */
export function deleteLink({ user, issuer, session, passwordVersion }: OldLink): Sql {
  return sql`
    delete from provider_accounts where user = ${user} and issuer = ${issuer}
      and ${mayStillSignIn({ user, passwordVersion })}
      and exists (select 1 from sessions where id = ${session} and user = ${user})`
}

/** Makes the statement that ends a user's ways to sign in with another provider. */
export function unlinkProviders(user: number): Sql {
  return sql`delete from provider_accounts where user = ${user}`
}

/** Makes the statement that links, unless the session has ended meanwhile: it may be a thief's. */
export function insertLink(link: NewLink): Sql {
  const { issuer, subject, user, email, createdAt, session } = link
  return sql`
    insert into provider_accounts (issuer, subject, user, email, created_at)
    select ${issuer}, ${subject}, ${user}, ${email}, ${createdAt}
    where exists (select 1 from sessions where id = ${session} and user = ${user})`
}

/**
 * Makes an account without a password, if the condition holds, and reads it. The provider has
 * confirmed the email address, so a sign-up or an invitation that waits for it ends.
 */
export function insertNewcomer(
  newcomer: Newcomer, condition: Sql | undefined,
): readonly [Sql, Sql<User>, ...Sql[]] {
  const { issuer, subject, email, now } = newcomer
  return [
    ...insertUser(newcomer, condition),
    sql`insert into provider_accounts (issuer, subject, user, email, created_at)
      select ${issuer}, ${subject}, id, ${email}, ${now} from users where email = ${email}`,
    ...completeAccount(email, now),
  ]
}
