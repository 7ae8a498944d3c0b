// The form of a stored hash, `$scrypt$ln=15,r=8,p=3$salt$key`, and what can be told from the texts
// that programs store instead.

import { createHash, createHmac, randomBytes, scryptSync } from 'node:crypto'

export type StoredHash = {
  logCost: number
  blockSize: number
  parallelism: number
  salt: Uint8Array
  key: Uint8Array
}

const form = /^\$scrypt\$ln=(\d{1,3}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
const [fewestSaltBytes, fewestKeyBytes] = [16, 32]

/** Reads a stored hash; undefined when it has another form. */
export function parseHash(text: string): StoredHash | undefined {
  const [, logCost, blockSize, parallelism, salt = '', key = ''] = form.exec(text) ?? []
  if (logCost === undefined) return undefined
  const stored = {
    logCost: Number(logCost), blockSize: Number(blockSize), parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64'),
  }
  const isLong = stored.salt.length >= fewestSaltBytes && stored.key.length >= fewestKeyBytes
  return isLong ? stored : undefined
}

/** Says whether this is the scrypt hash of a password. */
export function isHashOf(password: string, { key, ...stored }: StoredHash): boolean {
  return derive(password, stored, key.length).equals(key)
}

/** Makes a hash of a password, with parameters that may be unusual. */
export function makeHash(password: string, parts: Omit<StoredHash, 'key'>): string {
  return formatHash({ ...parts, key: derive(password, parts, fewestKeyBytes) })
}

/** Makes a hash of nothing: to compare a password with it takes as long as the cost says. */
export function makeSlowHash(logCost: number): string {
  const [salt, key] = [randomBytes(fewestSaltBytes), randomBytes(fewestKeyBytes)]
  return formatHash({ logCost, blockSize: 8, parallelism: 3, salt, key })
}

/**
 * Names the fast hash that a text contains: of the password alone, or together with another part of
 * the text. Undefined for none of the usual ones.
 */
export function findFastHash(text: string, password: string): string | undefined {
  const parts = text.split(/[^A-Za-z0-9+/=_-]+|(?<=[^=])=(?=[^=])/).filter((part) => part !== '')
  const salts = parts.flatMap((part) =>
    [Buffer.from(part), Buffer.from(part, 'hex'), Buffer.from(part, 'base64')])
  for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-512']) {
    const digests = [Buffer.alloc(0), ...salts].flatMap((salt) => [
      createHash(name).update(salt).update(password).digest(),
      createHash(name).update(password).update(salt).digest(),
      createHmac(name, salt).update(password).digest(),
    ])
    const spellings = digests.flatMap((digest) =>
      [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')])
    const isFound = spellings.some((spelling) =>
      text.includes(spelling.replaceAll('=', '')) || text.includes(spelling.toUpperCase()))
    if (isFound) return name
  }
  return undefined
}

function derive(
  password: string, { logCost, blockSize, parallelism, salt }: Omit<StoredHash, 'key'>,
  length: number,
): Buffer {
  const cost = 2 ** logCost
  const maxmem = 256 * cost * blockSize + 256 * blockSize * parallelism
  const options = { cost, blockSize, parallelization: parallelism, maxmem }
  return scryptSync(password, salt, length, options)
}

function formatHash({ logCost, blockSize, parallelism, salt, key }: StoredHash): string {
  const parameters = `ln=${logCost},r=${blockSize},p=${parallelism}`
  return `$scrypt$${parameters}$${toBase64(salt)}$${toBase64(key)}`
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}
