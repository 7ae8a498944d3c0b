// The SQL of applications and of what people have allowed them. Lesson: oauth-and-oidc (tour)

import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'

/** An application that lets people sign in with their account here. */
export type OauthClient = {
  id: string
  owner: number
  name: string
  /** Null for a public client. */
  secretHash: Uint8Array | null
  /** One in each line. */
  redirectUris: string
  createdAt: number
}

/** An application that a user has allowed to see something. */
export type AllowedApp = { id: string; name: string; scopes: string; createdAt: number }

export type ClientStore = ReturnType<typeof createClientStore>

const mostClients = 20

const clientColumns = sql`
  oauth_clients.id, oauth_clients.owner, oauth_clients.name,
  oauth_clients.secret_hash as secretHash, oauth_clients.redirect_uris as redirectUris,
  oauth_clients.created_at as createdAt`

export function createClientStore(database: Database) {
  return {
    /** Finds an application, as long as the account that registered it is not switched off. */
    find(id: string): Promise<OauthClient | undefined> {
      return database.one(sql<OauthClient>`
        select ${clientColumns} from oauth_clients
        join users on users.id = oauth_clients.owner
        where oauth_clients.id = ${id} and users.disabled_at is null`)
    },

    list(owner: number): Promise<OauthClient[]> {
      return database.all(sql<OauthClient>`
        select ${clientColumns} from oauth_clients where owner = ${owner}
        order by created_at desc, id`)
    },

    /** Adds an application. Says whether its owner has room for it. */
    async add(client: OauthClient): Promise<boolean> {
      const { id, owner, name, secretHash, redirectUris, createdAt } = client
      const { changes } = await database.run(sql`
        insert into oauth_clients (id, owner, name, secret_hash, redirect_uris, created_at)
        select ${id}, ${owner}, ${name}, ${secretHash}, ${redirectUris}, ${createdAt}
        where (select count(*) from oauth_clients where owner = ${owner}) < ${mostClients}`)
      return changes === 1
    },

    /** Deletes an application; its users are signed out of it. */
    async delete(owner: number, id: string): Promise<boolean> {
      const { changes } = await database.run(sql`
        delete from oauth_clients where id = ${id} and owner = ${owner}`)
      return changes === 1
    },

    /** Gives the scopes that a user has allowed an application, empty for none. */
    async consentOf(user: number, client: string): Promise<string> {
      const row = await database.one(sql<{ scopes: string }>`
        select scopes from oauth_consents where user = ${user} and client = ${client}`)
      return row?.scopes ?? ''
    },

    /** Gives the scopes of a refresh token of an application, empty for one that is not its own. */
    async grantedTo(refreshTokenHash: Uint8Array, client: string): Promise<string> {
      const row = await database.one(sql<{ scopes: string }>`
        select scopes from token_families
        where client = ${client} and id =
          (select family from refresh_tokens where token_hash = ${refreshTokenHash})`)
      return row?.scopes ?? ''
    },

    listAllowed(user: number): Promise<AllowedApp[]> {
      return database.all(sql<AllowedApp>`
        select oauth_clients.id, oauth_clients.name, oauth_consents.scopes,
          oauth_consents.created_at as createdAt
        from oauth_consents join oauth_clients on oauth_clients.id = oauth_consents.client
        where oauth_consents.user = ${user} order by oauth_clients.name, oauth_clients.id`)
    },

    /** Takes back what a user has allowed: the tokens end, and codes that are under way. */
    async revoke(user: number, client: string): Promise<boolean> {
      const [{ changes }] = await database.batch([
        sql`delete from oauth_consents where user = ${user} and client = ${client}`,
        sql`delete from token_families where user = ${user} and client = ${client}`,
        sql`delete from oauth_codes where user = ${user} and client = ${client}`,
      ])
      return changes > 0
    },
  }
}

/**
 * Makes the statements that take back what a user has allowed all applications, codes included. The
 * tokens of applications are token families, which `endFamilies` ends. A consent that stayed would
 * give the next token without asking, and somebody else may have given it from a stolen session.
 */
export function endConsents(user: number): readonly Sql[] {
  return [
    sql`delete from oauth_consents where user = ${user}`,
    sql`delete from oauth_codes where user = ${user}`,
  ]
}
