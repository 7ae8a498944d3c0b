// What signing in across applications stores about a user, for the export of their data.
// Lesson: user-management (tour)

import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { onePage, type Pages } from '../site/list.ts'

/** Gives everything that is stored about a user, by the names of the lists. */
export function readOauthData(database: Database, user: number): Record<string, Pages> {
  return {
    applications: onePage(() => database.all(sql`
      select id, name, redirect_uris as redirectUris, created_at as createdAt
      from oauth_clients where owner = ${user} order by created_at, id`)),
    consents: onePage(() => database.all(sql`
      select oauth_clients.name as application, scopes, oauth_consents.created_at as createdAt
      from oauth_consents join oauth_clients on oauth_clients.id = client
      where user = ${user} order by oauth_consents.created_at, client`)),
    providers: onePage(() => database.all(sql`
      select issuer, subject, email, created_at as createdAt
      from provider_accounts where user = ${user} order by issuer`)),
  }
}
