// The scopes: what an application can ask to see or do. None of them is about the account itself:
// an application can't change a password. Lesson: oauth-and-oidc (tour)

/** The first three are OpenID Connect's (Core, section 5.4), the others are ours. */
export const offeredScopes = ['openid', 'profile', 'email', 'links:read', 'links:write'] as const

export type OfferedScope = (typeof offeredScopes)[number]

/** What each scope means, as the page of consent says it. */
export const scopeSentences: Record<OfferedScope, string> = {
  'openid': 'Recognize you, by a number',
  'profile': 'See your name',
  'email': 'See your email address',
  'links:read': 'See your links and their clicks',
  'links:write': 'Create, edit and delete your links',
}

/** Reads scopes as they are sent. Unknown ones are left out (OpenID Connect Core, 3.1.2.1). */
export function readOfferedScopes(text: string): OfferedScope[] {
  const words = new Set(text.split(' '))
  return offeredScopes.filter((scope) => words.has(scope))
}

/** Says whether all of the wanted scopes are among the granted ones. */
export function coversScopes(granted: string, wanted: readonly OfferedScope[]): boolean {
  const words = new Set(granted.split(' '))
  return wanted.every((scope) => words.has(scope))
}

/** Joins two lists, each scope once. */
export function joinScopes(granted: string, added: readonly OfferedScope[]): string {
  return readOfferedScopes(`${granted} ${added.join(' ')}`).join(' ')
}
