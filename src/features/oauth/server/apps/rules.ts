// The rules of applications: how one is registered and deleted, and how what a user has allowed it
// is taken back. Lesson: oauth-and-oidc (tour)

import { randomBytes } from 'node:crypto'
import type { AuditEvent } from '../../../../auth/access/audit.ts'
import { findUser } from '../../../../auth/access/users.ts'
import { makeToken } from '../../../../auth/tokens/token.ts'
import type { Issue } from '../../../../basics/check.ts'
import { dayMs } from '../../../../basics/clock.ts'
import type { Database } from '../../../../database/database.ts'
import { signInAgain } from '../../../site/confirmPassword.ts'
import {
  accountGone, refuse, refuseIssues, takeOrRefuse, type Refusal,
} from '../../../site/refusal.ts'
import { isPlainName } from '../../../site/user.ts'
import type { Actor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { readRedirectUris, redirectUriMistake } from '../redirectUri.ts'
import {
  deleteClient, endConsent, insertClient, listClients, mostClients, type OauthClient,
} from '../store.ts'

/** What was typed to register an application. */
type NewApp = { name: string; redirectUris: string; isPublic: boolean }

/** A new application; its secret is shown this once. */
export type Registered = { client: OauthClient; secret: string | undefined }

const mostRedirectUris = 10
const longestName = 100
const registerLimit = { name: 'applications', most: 20, windowMs: dayMs }

/** Registers an application. Throws a Refusal that says what is wrong with it. */
export async function registerApp(
  { auth, clock, database }: Dependencies, actor: Actor, input: NewApp,
): Promise<Registered> {
  const owner = actor.account.id
  const { name, redirectUris } = checkApp(input)
  await takeOrRefuse(auth.limits, {
    limit: registerLimit, who: String(owner),
    sentence: () => `You can register ${registerLimit.most} applications a day: try again tomorrow`,
  })
  const secret = input.isPublic ? undefined : makeToken('gwx_')
  const id = `gwc_${randomBytes(16).toString('base64url')}`
  const client: OauthClient = {
    id, owner, name, redirectUris, secretHash: secret?.hash ?? null, createdAt: clock(),
  }
  const event = eventOf('application-registered', actor, id)
  const { changes } = await auth.audit.record(insertClient(client, actor.session.id), event)
  if (changes === 0) throw await whyNotAdded(database, owner)
  return { client, secret: secret?.text }
}

/** Deletes an application of the user. Throws a Refusal `not-found`. */
export async function deleteApp({ auth }: Dependencies, actor: Actor, id: string): Promise<void> {
  const event = eventOf('application-deleted', actor, id)
  const { changes } = await auth.audit.record(deleteClient(actor.account.id, id), event)
  if (changes === 0) throw unknownApp()
}

/** Takes back what the user has allowed an application. Throws a Refusal `not-found`. */
export async function revokeAccess(
  { auth }: Dependencies, actor: Actor, id: string,
): Promise<void> {
  const [revoke, ...then] = endConsent(actor.account.id, id)
  const event = eventOf('application-revoked', actor, id)
  const { changes } = await auth.audit.record(revoke, event, { then })
  if (changes === 0) throw unknownApp()
}

/** Describes for the audit trail what a user does to an application. */
export function eventOf(action: string, { requestId, account }: Actor, id: string): AuditEvent {
  return { requestId, actor: account.id, action, target: `application ${id}` }
}

function checkApp(input: NewApp): { name: string; redirectUris: string } {
  const name = input.name.trim()
  const uris = readRedirectUris(input.redirectUris)
  refuseIssues([...nameIssues(name), ...redirectIssues(uris, input.isPublic)])
  return { name, redirectUris: uris.join('\n') }
}

async function whyNotAdded(database: Database, owner: number): Promise<Refusal> {
  if (await findUser(database, owner) === undefined) return accountGone()
  if ((await listClients(database, owner)).length < mostClients) return signInAgain()
  return refuse('invalid', `You have ${mostClients} applications: delete one first`)
}

function nameIssues(name: string): Issue[] {
  if (name === '') return [{ field: 'name', message: 'This cannot be empty' }]
  // Marks that change the direction of writing could make one name look like another.
  const isPlain = name.length <= longestName && name.isWellFormed() && isPlainName(name) &&
    !/\p{Cf}/u.test(name)
  const message = `Use at most ${longestName} characters, none of them invisible`
  return isPlain ? [] : [{ field: 'name', message }]
}

function redirectIssues(uris: readonly string[], isPublic: boolean): Issue[] {
  const field = 'redirectUris'
  if (uris.length === 0) return [{ field, message: 'Write at least one redirect URI' }]
  if (uris.length > mostRedirectUris) {
    return [{ field, message: `Write at most ${mostRedirectUris} redirect URIs` }]
  }
  const mistake = uris.map((uri) => redirectUriMistake(uri, isPublic))
    .find((found) => found !== undefined)
  return mistake === undefined ? [] : [{ field, message: mistake }]
}

function unknownApp(): Refusal {
  return refuse('not-found', "You don't have such an application")
}
