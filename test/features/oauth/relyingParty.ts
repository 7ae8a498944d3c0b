// Another application, as the tests play it: registered here, it sends people to `/oauth/authorize`
// and trades in what they bring back.

import assert from 'node:assert/strict'
import { challengeOf } from '../../../src/features/oauth/pkce.ts'
import { hashToken } from '../../../src/auth/tokens/token.ts'
import { insertClient } from '../../../src/features/oauth/server/store.ts'
import type { TestApp, TestReply } from '../../testApp.ts'
import type { Browser, Fields } from '../../testClients.ts'
import { addUser, basic } from '../users/accounts.ts'

export type Application = { id: string; secret: string | undefined; redirectUri: string }

export const callback = 'https://app.example/callback'
export const verifier = 'a verifier of the tests is long enough, 43+'.replaceAll(/[^\w-]/g, '-')
export const allScopes = 'openid profile email links:read links:write'

export type NewApplication = {
  name?: string
  redirectUris?: readonly string[]
  isPublic?: boolean
  owner?: number
  /** Chosen by the test, where the other side was set up before. */
  id?: string
  secret?: string
}

let count = 0

/** Registers an application, of a developer of its own unless an owner is named. */
export async function addApplication(
  site: TestApp, application: NewApplication = {},
): Promise<Application> {
  count += 1
  const { name = 'Reader', redirectUris = [callback], isPublic = false } = application
  const owner = application.owner ?? await addUser(site, { email: `developer${count}@example.org` })
  const { id = `gwc_application_${count}` } = application
  const { secret: ownSecret = `gwx_secret:of+the%application ${count}` } = application
  const secret = isPublic ? undefined : ownSecret
  const added = await site.database.run(insertClient({
    id, owner, name, redirectUris: redirectUris.join('\n'), createdAt: site.clock.now,
    secretHash: secret === undefined ? null : hashToken(secret),
  }))
  assert.equal(added.changes, 1)
  return { id, secret, redirectUri: redirectUris[0] ?? '' }
}

/** What an application asks for; a null leaves a parameter out. */
export function wishes(
  { id, redirectUri }: Application, changes: Record<string, string | null> = {},
): string {
  const all = {
    response_type: 'code', client_id: id, redirect_uri: redirectUri, scope: allScopes,
    state: 'state <1>', nonce: 'nonce-1', code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256', ...changes,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(all)) if (value !== null) query.set(name, value)
  return `/oauth/authorize?${query}`
}

/** Gives the address that a reply leads to: by a redirect, or by a page that leads on. */
export function leadsTo({ headers }: TestReply): URL {
  const address = headers['location'] ?? String(headers['refresh']).replace('0;url=', '')
  return new URL(String(address), 'http://localhost:3000')
}

/** Gives a parameter of the answer that the browser carries back. */
export function answerOf(reply: TestReply, name: string): string | null {
  return leadsTo(reply).searchParams.get(name)
}

/** Asks, allows it where the page asks, and gives the code. */
export async function getCode(
  browser: Browser, application: Application, changes: Record<string, string | null> = {},
): Promise<string> {
  let reply = await browser.get(wishes(application, changes))
  if (!('refresh' in reply.headers) && reply.status === 200) {
    reply = await browser.submit('/oauth/consent', { decision: 'allow' })
  }
  const code = answerOf(reply, 'code')
  assert.ok(code, reply.text)
  return code
}

/** Sends a form to the token endpoint as the application, with its secret in the header. */
export function askTokens(
  site: TestApp, { id, secret }: Application, fields: Fields,
  { headers = {}, path = '/oauth/token' }: { headers?: Fields; path?: string } = {},
): Promise<TestReply> {
  const encode = (text: string) => encodeURIComponent(text)
  return site.request('POST', path, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(secret !== undefined && { authorization: basic(encode(id), encode(secret)) }),
      ...headers,
    },
    body: new URLSearchParams({ ...(secret === undefined && { client_id: id }), ...fields })
      .toString(),
  })
}

/** Gets a code and trades it in. */
export async function getTokens(
  site: TestApp, browser: Browser, application: Application,
): Promise<TestReply> {
  return askTokens(site, application, tradeIn(application, await getCode(browser, application)))
}

/** Reads the token of the first form of a page. */
export function formTokenIn({ text }: TestReply): string {
  return /name="formToken" value="([^"]*)"/.exec(text)?.[1] ?? ''
}

/** The form that trades a code in. */
export function tradeIn(
  { redirectUri }: Application, code: string, changes: Fields = {},
): Fields {
  return {
    grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier,
    ...changes,
  }
}
