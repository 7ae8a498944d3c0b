// What has to be in the request that exchanges a code: a form, and the client's id and secret.

import { createHash } from 'node:crypto'
import type { ServedRequest } from '../../src/course/check/targets.ts'

export type Client = { id: string; secret: string }

/** What the provider knows of the sign-in that a code is of. */
export type Expected = {
  code: string
  redirectUri: string
  /** Undefined: the provider got none. */
  challenge: string | undefined
}

export type Problem = {
  id: 'wrong-token-request' | 'wrong-verifier'
  expected: string
  actual: string
}

/** Gives the first thing that is wrong in a token request. */
export function findProblem(
  request: ServedRequest, { code, redirectUri, challenge }: Expected, client: Client,
): Problem | undefined {
  const form = new URLSearchParams(request.text)
  const rows = [
    ['the method', 'POST', request.method],
    ['Content-Type', 'application/x-www-form-urlencoded',
      request.header('content-type')?.split(';')[0]?.trim().toLowerCase()],
    ['grant_type', 'authorization_code', form.get('grant_type')],
    ['code', code, form.get('code')],
    ['redirect_uri', redirectUri, form.get('redirect_uri')],
    ['the client in Authorization: Basic', describe(client), readClient(request)],
  ] as const
  const wrong = rows.find(([, expected, actual]) => actual !== expected)
  if (wrong !== undefined) {
    const [name, expected, actual] = wrong
    return {
      id: 'wrong-token-request', expected: `${name} is ${expected}`,
      actual: actual === undefined || actual === null ? `there is no ${name}` : actual,
    }
  }
  return challenge === undefined ? undefined : findWrongVerifier(form, challenge)
}

// RFC 7636, section 4.1.
const verifierForm = /^[\w.~-]{43,128}$/

function findWrongVerifier(form: URLSearchParams, challenge: string): Problem | undefined {
  const verifier = form.get('code_verifier')
  if (verifier === null || !verifierForm.test(verifier)) {
    return {
      id: 'wrong-verifier', expected: 'code_verifier: 43 to 128 letters, digits, - . _ ~',
      actual: verifier ?? 'there is none',
    }
  }
  const hash = createHash('sha256').update(verifier).digest('base64url')
  if (hash === challenge) return undefined
  return {
    id: 'wrong-verifier', expected: `a verifier whose challenge is ${challenge}`,
    actual: `${verifier}, whose challenge is ${hash}`,
  }
}

function describe({ id, secret }: Client): string {
  return `${id} with ${secret}`
}

// Both are encoded as in a form, so that the colon between them is the only one (RFC 6749, 2.3.1).
function readClient(request: ServedRequest): string | undefined {
  const [, credentials] = /^basic ([\w+/=-]+)$/i.exec(request.header('authorization') ?? '') ?? []
  if (credentials === undefined) return undefined
  const text = Buffer.from(credentials, 'base64').toString()
  const [id, secret, ...more] = text.split(':')
  const decoded = [id, secret].map((part = '') => new URLSearchParams(`a=${part}`).get('a') ?? '')
  const [first = '', second = ''] = decoded
  return more.length > 0 ? text : describe({ id: first, secret: second })
}
