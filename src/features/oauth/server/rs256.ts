// Signs with a private key, so that anybody who has the public one can check it and nobody else can
// sign: what an ID token needs, because other applications read it. Our own access tokens are read
// by us alone, so HS256 does for them. Lesson: oauth-and-oidc (appendix)

import { sign, type KeyObject } from 'node:crypto'

export type PrivateKey = { kid: string; key: KeyObject }

/** Signs claims as a JWT (RFC 7515; RS256 is in RFC 7518, section 3.3). */
export function signRs256({ kid, key }: PrivateKey, claims: Record<string, unknown>): string {
  const header = encode({ alg: 'RS256', typ: 'JWT', kid })
  const signed = `${header}.${encode(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

function encode(value: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
