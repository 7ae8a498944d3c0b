// ID tokens, as the provider makes them (OpenID Connect Core, section 2).

import { createHmac } from 'node:crypto'
import { encode, type Members } from '../39-jwt/forge.ts'
import type { Client } from './tokenRequest.ts'

/** Somebody with an account at the provider. */
export type Person = { sub: string; email: string }

/** What an ID token is made of. */
export type TokenPlan = {
  issuer: string
  client: Client
  person: Person
  /** Undefined when the program sent none. */
  nonce: string | undefined
}

/** The claims of a good ID token, and changes; those that are undefined are left out. */
export function makeClaims(
  { issuer, client, person, nonce }: TokenPlan, changes: Members = {},
): Members {
  const now = Math.floor(Date.now() / 1_000)
  return {
    iss: issuer, aud: client.id, ...person, email_verified: true, nonce, iat: now, auth_time: now,
    exp: now + 300, ...changes,
  }
}

/** Signs claims with HS256, whatever the header says. */
export function signClaims(
  claims: unknown, secret: string, header: unknown = { alg: 'HS256', typ: 'JWT' },
): string {
  const signed = [header, claims].map((part) => encode(JSON.stringify(part))).join('.')
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** Makes a token with the right signature. */
export function makeIdToken(plan: TokenPlan, changes: Members = {}): string {
  return signClaims(makeClaims(plan, changes), plan.client.secret)
}
