// The rules of applications: how one is registered, and how it shows at the token endpoint that it
// is the one it says it is. Lesson: oauth-and-oidc (tour)

import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Issue } from '../../../basics/check.ts'
import { dayMs } from '../../../basics/clock.ts'
import { hashToken, makeToken } from '../../../auth/tokens/token.ts'
import type { OauthClient } from './clientStore.ts'
import type { Dependencies } from '../dependencies.ts'
import { matchesRedirectUri, redirectUriMistake } from './redirectUri.ts'

/** What was typed to register an application. */
export type NewClient = { name: string; redirectUris: string; isPublic: boolean }

/** A new application; its secret is shown this once. */
export type Registered = { client: OauthClient; secret: string | undefined }

const mostRedirectUris = 10
const longestName = 100
const registerLimit = { name: 'applications', most: 20, windowMs: dayMs }

/** Registers an application, or says what is wrong with it. */
export async function registerClient(
  dependencies: Dependencies, owner: number, input: NewClient,
): Promise<Registered | Issue[]> {
  const name = input.name.trim()
  const uris = splitLines(input.redirectUris)
  const issues = [...nameIssues(name), ...redirectIssues(uris)]
  if (issues.length > 0) return issues
  const verdict = await dependencies.auth.limits.take(registerLimit, String(owner))
  if (!verdict.isAllowed) return [whole('You have registered enough for today: try again tomorrow')]
  const secret = input.isPublic ? undefined : makeToken('gwx_')
  const client: OauthClient = {
    id: `gwc_${randomBytes(16).toString('base64url')}`,
    owner,
    name,
    secretHash: secret?.hash ?? null,
    redirectUris: uris.join('\n'),
    createdAt: dependencies.clock(),
  }
  const isAdded = await dependencies.clients.add(client)
  if (!isAdded) return [whole('You have as many applications as are allowed: delete one first')]
  return { client, secret: secret?.text }
}

/** Finds the registered address that a given one is, undefined when it is none of them. */
export function findRedirectUri(client: OauthClient, given: string): string | undefined {
  return splitLines(client.redirectUris).find((uri) => matchesRedirectUri(uri, given))
}

/** Says whether this is the secret of an application; a public one has none, and gives none. */
export function matchesSecret({ secretHash }: OauthClient, given: string | undefined): boolean {
  if (secretHash === null || given === undefined) return secretHash === null && given === undefined
  return timingSafeEqual(hashToken(given), secretHash)
}

export function splitLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
}

function nameIssues(name: string): Issue[] {
  if (name === '') return [{ field: 'name', message: 'This cannot be empty' }]
  // Marks that change the direction of writing could make one name look like another.
  const isPlain = name.length <= longestName && name.isWellFormed() && !/[\p{Cc}\p{Cf}]/u.test(name)
  return isPlain ? [] : [{ field: 'name', message: `Use at most ${longestName} plain characters` }]
}

function redirectIssues(uris: readonly string[]): Issue[] {
  const field = 'redirectUris'
  if (uris.length === 0) return [{ field, message: 'Write at least one address' }]
  if (uris.length > mostRedirectUris) {
    return [{ field, message: `Write at most ${mostRedirectUris} addresses` }]
  }
  const mistake = uris.map(redirectUriMistake).find((found) => found !== undefined)
  return mistake === undefined ? [] : [{ field, message: mistake }]
}

function whole(message: string): Issue {
  return { field: '', message }
}
