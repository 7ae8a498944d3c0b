// Notices a server whose secret isn't the one that its database is used with. It would refuse
// tokens that other servers issued, or that it issued itself before, and count each client from
// zero. That would look like a bug somewhere else, so the server doesn't start.
// Lesson: deploying (tour)

import { createHmac } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { deriveKey, SecretError } from './secret.ts'

type Stored = { fingerprint: Uint8Array }

/**
 * Compares the secret with the fingerprint in the database; if there is none yet, stores the
 * secret's. To be called before a server does anything else with the database.
 *
 * Throws a SecretError when the database is used with another secret.
 */
export async function checkSecret(database: Database, secret: Uint8Array): Promise<void> {
  const own = fingerprintOf(secret)
  // Read first: a server must be able to start while nothing can be stored.
  const stored = await database.one(readFingerprint())
    ?? (await database.batch(insertUnlessThere(own)))[1].rows[0]
  if (stored === undefined || !Buffer.from(own).equals(stored.fingerprint)) throw otherSecret()
}

/** Forgets which secret the database is used with: the next server to start decides. */
export function forgetSecret(): Sql {
  return sql`delete from secret_fingerprint`
}

// A key of its own and an HMAC: the fingerprint tells nothing about the other keys.
function fingerprintOf(secret: Uint8Array): Uint8Array {
  return createHmac('sha256', deriveKey(secret, 'fingerprint')).update('fingerprint').digest()
}

function readFingerprint(): Sql<Stored> {
  return sql<Stored>`select fingerprint from secret_fingerprint`
}

// Of several servers that start at the same time, the first one's is stored, and all read that one.
function insertUnlessThere(fingerprint: Uint8Array): readonly [Sql, Sql<Stored>] {
  return [
    sql`insert into secret_fingerprint (id, fingerprint) values (1, ${fingerprint})
      on conflict do nothing`,
    readFingerprint(),
  ]
}

function otherSecret(): SecretError {
  return new SecretError("This database is used with a different secret from this server's. "
    + 'Give every server that uses the database the same SECRET, or a copy of the same secret.key '
    + 'in its data folder. To change the secret on purpose, stop every server, run "npm run '
    + 'database -- new-secret", and start them with the new one')
}
