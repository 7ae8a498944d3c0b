// The SQL of applications, of what people have allowed them, and of the codes that they trade in:
// one named function for each statement. Lesson: oauth-and-oidc (tour)

import { endFamiliesOfClient } from '../../../auth/tokens/refresh.ts'
import { hashToken } from '../../../auth/tokens/token.ts'
import { dayMs } from '../../../basics/clock.ts'
import { repeatWhileFull, rowsAtOnce } from '../../../database/batches.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'

/** An application that lets people sign in with their account here. */
export type OauthClient = {
  id: string
  owner: number
  name: string
  /** Null for a public client. */
  secretHash: Uint8Array | null
  /** One per line. */
  redirectUris: string
  createdAt: number
}

/** An application, and whether an administrator has registered it. */
export type FoundClient = OauthClient & { isTrusted: 0 | 1 }

/** An application that a user has allowed to see something. */
export type AllowedApp = { id: string; name: string; scopes: string; createdAt: number }

export const mostClients = 20
// Used codes are kept this long after they expire, so that a second use is noticed.
const keepCodesMs = dayMs

const clientColumns = sql`
  oauth_clients.id, oauth_clients.owner, oauth_clients.name,
  oauth_clients.secret_hash as secretHash, oauth_clients.redirect_uris as redirectUris,
  oauth_clients.created_at as createdAt`

/** Finds an application, unless the account that registered it is disabled. */
export function findClient(database: Database, id: string): Promise<FoundClient | undefined> {
  return database.one(sql<FoundClient>`
    select ${clientColumns}, users.role = 'admin' as isTrusted
    from oauth_clients join users on users.id = oauth_clients.owner
    where oauth_clients.id = ${id} and users.disabled_at is null`)
}

export function listClients(database: Database, owner: number): Promise<OauthClient[]> {
  return database.all(sql<OauthClient>`
    select ${clientColumns} from oauth_clients where owner = ${owner}
    order by created_at desc, id`)
}

/**
 * Makes the statement that adds an application, if its owner is there and has room for it, and the
 * session in which they asked for it hasn't ended.
 */
export function insertClient(client: OauthClient, session: number | null = null): Sql {
  const { id, owner, name, secretHash, redirectUris, createdAt } = client
  return sql`
    insert into oauth_clients (id, owner, name, secret_hash, redirect_uris, created_at)
    select ${id}, ${owner}, ${name}, ${secretHash}, ${redirectUris}, ${createdAt}
    where (select count(*) from oauth_clients where owner = ${owner}) < ${mostClients}
      and exists (select 1 from users where id = ${owner})
      and (${session} is null or exists (select 1 from sessions where id = ${session}))`
}

/** Makes the statement that deletes an application; its users are signed out of it. */
export function deleteClient(owner: number, id: string): Sql {
  return sql`delete from oauth_clients where id = ${id} and owner = ${owner}`
}

/** Gives the scopes that a user has allowed an application, empty for none. */
export async function readConsent(
  database: Database, user: number, client: string,
): Promise<string> {
  const row = await database.one(sql<{ scopes: string }>`
    select scopes from oauth_consents where user = ${user} and client = ${client}`)
  return row?.scopes ?? ''
}

export function listAllowedApps(database: Database, user: number): Promise<AllowedApp[]> {
  return database.all(sql<AllowedApp>`
    select oauth_clients.id, oauth_clients.name, oauth_consents.scopes,
      oauth_consents.created_at as createdAt
    from oauth_consents join oauth_clients on oauth_clients.id = oauth_consents.client
    where oauth_consents.user = ${user} order by oauth_clients.name, oauth_clients.id`)
}

type NewConsent = {
  session: number
  /** What the user allows now. */
  scopes: string
  /** What was allowed when the user was asked, empty for nothing, and that with the new scopes. */
  before: string
  joined: string
  now: number
}

/**
 * Makes the statement that stores what a user has allowed an application, unless the session in
 * which they did has ended meanwhile: it may have been stolen, and ended for that. Nothing is
 * stored either when the application is gone. What was taken back meanwhile doesn't return; where
 * more was allowed, that stays, and the user is asked again for the rest.
 */
export function upsertConsent(
  user: number, client: string, { session, scopes, before, joined, now }: NewConsent,
): Sql {
  return sql`
    insert into oauth_consents (user, client, scopes, created_at)
    select ${user}, ${client}, ${scopes}, ${now}
    where exists (select 1 from sessions where id = ${session})
      and exists (select 1 from oauth_clients where id = ${client})
    on conflict do update set scopes = ${joined} where oauth_consents.scopes = ${before}`
}

/**
 * Makes the statements that take back what a user has allowed an application: its tokens end, and
 * so do the codes that it hasn't exchanged yet.
 */
export function endConsent(user: number, client: string): readonly [Sql, Sql, Sql] {
  return [
    sql`delete from oauth_consents where user = ${user} and client = ${client}`,
    endFamiliesOfClient(user, client),
    sql`delete from oauth_codes where user = ${user} and client = ${client}`,
  ]
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

export type NewCode = {
  codeHash: Uint8Array
  client: string
  user: number
  session: number
  redirectUri: string
  challenge: string
  scopes: string
  nonce: string | null
  authenticatedAt: number
  expiresAt: number
}

/**
 * Makes the statement that stores a code, unless its user has signed out or taken the consent back
 * meanwhile: then the application learns from the token endpoint that the code isn't valid.
 */
export function insertCode(code: NewCode): Sql {
  return sql`
    insert into oauth_codes (code_hash, client, user, session, redirect_uri, challenge, scopes,
      nonce, authenticated_at, expires_at)
    select ${code.codeHash}, ${code.client}, ${code.user}, ${code.session}, ${code.redirectUri},
      ${code.challenge}, ${code.scopes}, ${code.nonce}, ${code.authenticatedAt}, ${code.expiresAt}
    where exists (select 1 from sessions where id = ${code.session})
      and exists (select 1 from oauth_consents
        where user = ${code.user} and client = ${code.client})`
}

/** What a code was issued for. */
export type UsedCode = {
  user: number
  scopes: string
  nonce: string | null
  authenticatedAt: number
}

type CodeUse = {
  code: string
  client: string
  redirectUri: string
  challenge: string
  /** The hash of the refresh token that follows the code. */
  next: Uint8Array
  now: number
}

/** Makes the statement that uses a code up, if everything that it's bound to is right. */
export function useCode({ code, client, redirectUri, challenge, next, now }: CodeUse): Sql {
  return sql`
    update oauth_codes set successor = ${next}
    where code_hash = ${hashToken(code)} and client = ${client} and redirect_uri = ${redirectUri}
      and challenge = ${challenge} and successor is null and expires_at > ${now}
      and session is not null
      and exists (select 1 from users where id = oauth_codes.user and disabled_at is null)`
}

/** Makes the statement that reads what a code was issued for, right after it was used up. */
export function readUsedCode(code: string): Sql<UsedCode> {
  return sql<UsedCode>`
    select user, scopes, nonce, authenticated_at as authenticatedAt
    from oauth_codes where code_hash = ${hashToken(code)} and changes() > 0`
}

/** The family that a code was used for, as `insertFamily` takes it. */
export function familyOfCode(successor: Uint8Array): Sql {
  return sql`
    select oauth_codes.user, client, scopes, oauth_clients.name as agent
    from oauth_codes join oauth_clients on oauth_clients.id = oauth_codes.client
    where successor = ${successor}`
}

/** The hash of the refresh token that followed a code, as a subquery. */
export function successorOf(code: string): Sql {
  return sql`(select successor from oauth_codes where code_hash = ${hashToken(code)})`
}

/** Deletes codes that expired so long ago that a second use tells nothing. */
export async function cleanCodes(database: Database, now: number): Promise<void> {
  await repeatWhileFull(database, sql`
    delete from oauth_codes where code_hash in (
      select code_hash from oauth_codes where expires_at < ${now - keepCodesMs}
      order by expires_at, code_hash limit ${rowsAtOnce})`)
}
