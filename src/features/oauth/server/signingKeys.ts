// The keys that sign ID tokens. The first is made when it is first needed, the next one takes over
// after ninety days, and the old one stays published until its last token has expired. The private
// half is stored encrypted: a stolen copy of the database signs nothing.
// Lesson: oauth-and-oidc (appendix)

import {
  createCipheriv, createDecipheriv, createPrivateKey, generateKeyPair, hkdfSync, randomBytes,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { dayMs, hourMs, type Clock } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'
import { readJwk, thumbprintOf, type Jwk } from '../client/keySet.ts'
import { signRs256, type PrivateKey } from './rs256.ts'

export type SigningKeys = ReturnType<typeof createSigningKeys>

type StoredKey = { kid: string; publicKey: string; privateKey: Uint8Array; createdAt: number }

export const signForMs = 90 * dayMs
// Longer than any ID token lives.
export const publishForMs = signForMs + hourMs
const modulusLength = 2048
const ivBytes = 12
const tagBytes = 16

const makeKeyPair = promisify(generateKeyPair)

/** Makes the signing keys of a database; `secret` is not in it. */
export function createSigningKeys(
  { database, clock, secret }: { database: Database; clock: Clock; secret: Uint8Array },
) {
  const sealingKey = new Uint8Array(
    hkdfSync('sha256', secret, new Uint8Array(), 'groundwork signing keys', 32))
  const opened = new Map<string, KeyObject>()

  return {
    /** Signs claims with the current key. */
    async sign(claims: Record<string, unknown>): Promise<string> {
      return signRs256(await current(), claims)
    },

    /** Gives the public keys that tokens of ours may be signed with, the current one included. */
    async publicKeys(): Promise<Jwk[]> {
      await current()
      const rows = await database.all(sql<{ publicKey: string }>`
        select public_key as publicKey from signing_keys
        where created_at > ${clock() - publishForMs} order by created_at desc`)
      return rows.map(({ publicKey }) => readJwk(JSON.parse(publicKey)))
        .filter((key) => key !== undefined)
    },

    async clean(): Promise<void> {
      await database.run(sql`
        delete from signing_keys where created_at <= ${clock() - publishForMs}`)
    },
  }

  async function current(): Promise<PrivateKey> {
    const stored = await readNewest() ?? await makeNext()
    const known = opened.get(stored.kid)
    if (known !== undefined) return { kid: stored.kid, key: known }
    const key = open(sealingKey, stored)
    // Encrypted with a secret that is gone: nothing can be signed with it any more.
    if (key === undefined) {
      await database.run(sql`delete from signing_keys where kid = ${stored.kid}`)
      return current()
    }
    opened.set(stored.kid, key)
    return { kid: stored.kid, key }
  }

  function readNewest(): Promise<StoredKey | undefined> {
    return database.one(sql<StoredKey>`
      select kid, public_key as publicKey, private_key as privateKey, created_at as createdAt
      from signing_keys where created_at > ${clock() - signForMs}
      order by created_at desc, kid limit 1`)
  }

  // Of several processes that make one at the same time, the first one's is stored and used.
  async function makeNext(): Promise<StoredKey> {
    const pair = await makeKeyPair('rsa', { modulusLength })
    const jwk = readJwk(pair.publicKey.export({ format: 'jwk' })) ?? {}
    const kid = thumbprintOf(jwk)
    const publicKey = JSON.stringify({ ...jwk, kid, use: 'sig', alg: 'RS256' })
    await database.run(sql`
      insert into signing_keys (kid, public_key, private_key, created_at)
      select ${kid}, ${publicKey}, ${seal(sealingKey, { kid, key: pair.privateKey })}, ${clock()}
      where not exists (select 1 from signing_keys where created_at > ${clock() - signForMs})`)
    const stored = await readNewest()
    if (stored === undefined) throw new Error('A signing key was not stored')
    return stored
  }
}

// AES-256-GCM; the name of the key is sealed with it, so that no two can be exchanged.
function seal(sealingKey: Uint8Array, { kid, key }: PrivateKey): Uint8Array {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', sealingKey, iv).setAAD(Buffer.from(kid))
  const plain = key.export({ format: 'der', type: 'pkcs8' })
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

function open(sealingKey: Uint8Array, { kid, privateKey }: StoredKey): KeyObject | undefined {
  const iv = privateKey.subarray(0, ivBytes)
  const decipher = createDecipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(kid)).setAuthTag(privateKey.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const sealed = privateKey.subarray(ivBytes + tagBytes)
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()])
    return createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
  } catch {
    return undefined
  }
}
