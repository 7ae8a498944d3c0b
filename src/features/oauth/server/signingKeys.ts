// The keys that sign ID tokens. The first is made when it is first needed, the next one takes over
// after ninety days, and the old one stays published until its last token has expired. The private
// half is stored encrypted: a stolen copy of the database signs nothing. Once it isn't needed, it's
// deleted. The public half stays: an old ID token may tell us whom its application expects.
// Lesson: oauth-and-oidc (appendix)

import { createPrivateKey, generateKeyPair, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { dayMs, hourMs, type Clock } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'
import { seal, unseal } from '../../../services/seal.ts'
import { deriveKey } from '../../../services/secret.ts'
import { readJwk, thumbprintOf, type Jwk } from '../jwk.ts'

type PrivateKey = { kid: string; key: KeyObject }

type StoredKey = { kid: string; publicKey: string; privateKey: Uint8Array; createdAt: number }

export const signForMs = 90 * dayMs
// Longer than any ID token lives.
export const publishForMs = signForMs + hourMs
// As hard to break as 128 bits (OWASP ASVS 5.0, 11.2.3); 2048 would be as hard as 112.
const modulusLength = 3072

const makeKeyPair = promisify(generateKeyPair)

/** The signing keys of a database; the secret that encrypts them is not in it. */
export class SigningKeys {
  readonly #database: Database
  readonly #clock: Clock
  readonly #sealingKey: Uint8Array
  readonly #opened = new Map<string, KeyObject>()
  #making: Promise<StoredKey> | undefined = undefined

  constructor(
    { database, clock, secret }: { database: Database; clock: Clock; secret: Uint8Array },
  ) {
    this.#database = database
    this.#clock = clock
    this.#sealingKey = deriveKey(secret, 'signing keys')
  }

  /** Signs claims with the current key. */
  async sign(claims: Record<string, unknown>): Promise<string> {
    return signRs256(await this.#current(), claims)
  }

  /** Gives the public keys that tokens of ours may be signed with, the current one included. */
  async publicKeys(): Promise<Jwk[]> {
    await this.#current()
    return this.#readSince(this.#clock() - publishForMs)
  }

  /** Gives the public keys of all ID tokens that we ever signed: four keys a year. */
  pastKeys(): Promise<Jwk[]> {
    return this.#readSince(0)
  }

  /** Deletes the private half of the keys that sign nothing any more. */
  async clean(): Promise<void> {
    await this.#database.run(sql`
      update signing_keys set private_key = x''
      where created_at <= ${this.#clock() - publishForMs} and private_key <> x''`)
  }

  async #readSince(time: number): Promise<Jwk[]> {
    const rows = await this.#database.all(sql<{ publicKey: string }>`
      select public_key as publicKey from signing_keys
      where created_at > ${time} order by created_at desc`)
    return rows.map(({ publicKey }) => readJwk(JSON.parse(publicKey)))
      .filter((key) => key !== undefined)
  }

  async #current(): Promise<PrivateKey> {
    const stored = await this.#readNewest() ?? await this.#makeOnce()
    const { kid } = stored
    const key = this.#opened.get(kid) ?? open(this.#sealingKey, stored)
    // Encrypted with a secret that is gone: it can't sign anything any more.
    if (key === undefined) {
      await this.#database.run(sql`delete from signing_keys where kid = ${kid}`)
      return this.#current()
    }
    this.#opened.set(kid, key)
    return { kid, key }
  }

  #readNewest(): Promise<StoredKey | undefined> {
    return this.#database.one(sql<StoredKey>`
      select kid, public_key as publicKey, private_key as privateKey, created_at as createdAt
      from signing_keys where created_at > ${this.#clock() - signForMs}
      order by created_at desc, kid limit 1`)
  }

  // Making a key takes a while, so requests at the same time share it. Otherwise anybody could keep
  // all of Node's threads busy with keys, and hashing passwords needs these threads too.
  #makeOnce(): Promise<StoredKey> {
    this.#making ??= this.#makeNext().finally(() => this.#making = undefined)
    return this.#making
  }

  // Of several processes that make one at the same time, the first one's is stored and used.
  async #makeNext(): Promise<StoredKey> {
    const pair = await makeKeyPair('rsa', { modulusLength })
    const jwk = readJwk(pair.publicKey.export({ format: 'jwk' })) ?? {}
    const kid = thumbprintOf(jwk)
    const publicKey = JSON.stringify({ ...jwk, kid, use: 'sig', alg: 'RS256' })
    const plain = pair.privateKey.export({ format: 'der', type: 'pkcs8' })
    // The name of the key is sealed with it, so that no two can be swapped.
    const sealed = seal(this.#sealingKey, plain, kid)
    const now = this.#clock()
    await this.#database.run(sql`
      insert into signing_keys (kid, public_key, private_key, created_at)
      select ${kid}, ${publicKey}, ${sealed}, ${now}
      where not exists (select 1 from signing_keys where created_at > ${now - signForMs})`)
    const stored = await this.#readNewest()
    if (stored === undefined) throw new Error('A signing key was not stored')
    return stored
  }
}

// Signs claims as a JWT (RFC 7515; RS256 is in RFC 7518, section 3.3), so that anybody who has the
// public key can check it and nobody else can sign: other applications read an ID token. Our own
// access tokens are read by us alone, so HS256 does for them.
function signRs256({ kid, key }: PrivateKey, claims: Record<string, unknown>): string {
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

function encode(value: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function open(sealingKey: Uint8Array, { kid, privateKey }: StoredKey): KeyObject | undefined {
  const plain = unseal(sealingKey, privateKey, kid)
  return plain && createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
}
