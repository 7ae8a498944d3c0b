// What a key may be used for. A session, or a password, may be used for all of it.

import { HttpError } from './framework/errors.ts'

export type Scope = 'links:read' | 'links:write' | 'account' | 'admin' | 'email'

const names: readonly Scope[] = ['links:read', 'links:write', 'account', 'admin', 'email']

export const allScopes: ReadonlySet<Scope> = new Set(names)

/** Reads scopes as they're stored: `links:read links:write`. Leaves out unknown ones. */
export function parseScopes(text: string): ReadonlySet<Scope> {
  const words = text.split(' ')
  return new Set(names.filter((name) => words.includes(name)))
}

/** Writes scopes as they're stored. */
export function formatScopes(scopes: ReadonlySet<Scope>): string {
  return [...scopes].join(' ')
}

/** Checks the scopes of a new key. Throws an HttpError 422. */
export function checkScopes(value: unknown): ReadonlySet<Scope> {
  const words: readonly unknown[] = Array.isArray(value) ? value : []
  const isGood = words.length > 0 && words.every((word) => names.some((name) => name === word))
  if (isGood) return new Set(names.filter((name) => words.includes(name)))
  throw new HttpError(422, `Name what the key is for, out of ${names.join(', ')}`)
}
