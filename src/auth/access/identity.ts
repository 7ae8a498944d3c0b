// Who is asking: the answer to every question of rights starts here. It is worked out once for each
// request and handed on as plain data. Lesson: roles-and-ownership (core)

export type Role = 'user' | 'admin'

/** What a key or a token may be used for. A session may do all of it. */
export type Scope = 'links:read' | 'links:write' | 'account' | 'admin'

export const allScopes: readonly Scope[] = ['links:read', 'links:write', 'account', 'admin']

/** An account, as far as rights depend on it. Read for each request, so changes act at once. */
export type Account = {
  id: number
  email: string
  name: string
  role: Role
  /** Which of its passwords was valid when the request began. */
  passwordVersion: number
  /** The owner of the account's links. */
  ownerHash: Uint8Array
}

/** The session of a browser; its token never leaves this file's users but in a cookie. */
export type CurrentSession = {
  id: number
  token: string
  /** When the password was last given, in milliseconds. */
  authenticatedAt: number
}

export type Identity = {
  account: Account
  by: 'session' | 'access-token' | 'api-key' | 'basic'
  scopes: ReadonlySet<Scope>
  /** Only for `session`. */
  session: CurrentSession | undefined
  /** The token family, only for `access-token`. */
  family: number | undefined
}

/** Reads scopes as they are stored and sent: `links:read links:write`. Leaves out unknown ones. */
export function parseScopes(text: string): ReadonlySet<Scope> {
  const words = new Set(text.split(' '))
  return new Set(allScopes.filter((scope) => words.has(scope)))
}

export function formatScopes(scopes: Iterable<string>): string {
  return [...scopes].join(' ')
}
