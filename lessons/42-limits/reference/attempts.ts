// Slows down those who guess passwords. All strangers who try an account share a bucket, however
// many IP addresses they have. A client that has signed in to it before has a bucket of its own, so
// nobody can lock its owner out.

import type { DatabaseSync } from 'node:sqlite'
import type { Buckets } from './buckets.ts'
import { hashToken } from './tokens.ts'

export type Attempt = {
  email: string
  /** The client's IP address. */
  client: string
  /** The user with this address, if there is one: an account that doesn't exist is limited, too. */
  user: number | undefined
}

export type Attempts = {
  /** Counts a try, before the password is looked at. Throws an HttpError 429. */
  enter(attempt: Attempt): void
  /** Forgets the tries of a client whose password was right, and remembers the client. */
  succeed(attempt: Attempt & { user: number }): void
}

const limit = { most: 10, secondsPerToken: 60 }

/** Makes what counts the tries to sign in. */
export function createAttempts(database: DatabaseSync, buckets: Buckets): Attempts {
  const select = database.prepare('select 1 from known_clients where user = ? and client = ?')
  const insert = database.prepare(
    'insert into known_clients (user, client) values (?, ?) on conflict do nothing')
  return {
    enter({ email, client, user }) {
      const isKnown = user !== undefined && select.get(user, hashToken(client)) !== undefined
      const name = isKnown ? ownName(email, client) : `sign-in of strangers: ${email}`
      buckets.take({ ...limit, name })
    },
    succeed({ email, client, user }) {
      insert.run(user, hashToken(client))
      buckets.fill(ownName(email, client))
    },
  }
}

function ownName(email: string, client: string): string {
  return `sign-in from ${client}: ${email}`
}
