// The SQL of accounts with another provider: who signs in here with which. Lesson 37
// (oauth-and-oidc).

import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'

/** An account there that opens an account here. */
export type ProviderAccount = { issuer: string; subject: string; email: string; createdAt: number }

/** Whom an account there stands for here. */
export type LinkedUser = { user: number; isDisabled: 0 | 1; needsSecondFactor: 0 | 1 }

export type ProviderStore = ReturnType<typeof createProviderStore>

export type NewLink = ProviderAccount & { user: number }

export function createProviderStore(database: Database) {
  return {
    find(issuer: string, subject: string): Promise<LinkedUser | undefined> {
      return database.one(sql<LinkedUser>`
        select users.id as user, users.disabled_at is not null as isDisabled,
          users.totp_since is not null as needsSecondFactor
        from provider_accounts join users on users.id = provider_accounts.user
        where issuer = ${issuer} and subject = ${subject}`)
    },

    ofUser(user: number, issuer: string): Promise<ProviderAccount | undefined> {
      return database.one(sql<ProviderAccount>`
        select issuer, subject, email, created_at as createdAt from provider_accounts
        where user = ${user} and issuer = ${issuer}`)
    },

    async hasPassword(user: number): Promise<boolean> {
      const row = await database.one(sql`
        select 1 from users where id = ${user} and password_hash is not null`)
      return row !== undefined
    },

    /** Unlinks, if there is a password: else nobody could sign in any more. */
    async unlink(user: number, issuer: string): Promise<boolean> {
      const { changes } = await database.run(sql`
        delete from provider_accounts where user = ${user} and issuer = ${issuer}
          and exists (select 1 from users where id = ${user} and password_hash is not null)`)
      return changes === 1
    },
  }
}

/** Makes the statement that ends a user's ways to sign in with another provider. */
export function unlinkProviders(user: number): Sql {
  return sql`delete from provider_accounts where user = ${user}`
}

export function insertLink({ issuer, subject, user, email, createdAt }: NewLink): Sql {
  return sql`
    insert into provider_accounts (issuer, subject, user, email, created_at)
    values (${issuer}, ${subject}, ${user}, ${email}, ${createdAt})`
}

/** Makes an account without a password; who asked for one with this address need not confirm it. */
export function insertNewcomer(
  { identity, ownerHash, now }: {
    identity: { issuer: string; subject: string; email: string; name: string }
    ownerHash: Uint8Array
    now: number
  },
): readonly [Sql<{ id: number }>, Sql, Sql, Sql] {
  const { issuer, subject, email, name } = identity
  return [
    sql<{ id: number }>`
      insert into users (email, name, created_at, updated_at)
      values (${email}, ${name}, ${now}, ${now}) returning id`,
    sql`insert into owners (token_hash, created_at, user)
      select ${ownerHash}, ${now}, id from users where email = ${email}`,
    sql`insert into provider_accounts (issuer, subject, user, email, created_at)
      select ${issuer}, ${subject}, id, ${email}, ${now} from users where email = ${email}`,
    sql`delete from signups where email = ${email}`,
  ]
}
