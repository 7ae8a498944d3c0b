// Passwords are stored as a scrypt hash, with its salt and its parameters beside it: a stolen copy
// of the file isn't a list of passwords, and the parameters can be raised later.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

type Parameters = { logCost: number; blockSize: number; parallelism: number }

type Stored = { parameters: Parameters; salt: Buffer; key: Buffer }

const keyBytes = 32
const saltBytes = 16

/** Hashes a password for storage: `$scrypt$ln=15,r=8,p=3$salt$hash`. */
export async function hashPassword(password: string, logCost: number): Promise<string> {
  const parameters = { logCost, blockSize: 8, parallelism: 3 }
  // With a salt of its own, the same password gets another hash in each account.
  const salt = randomBytes(saltBytes)
  return format({ parameters, salt, key: await derive(password, salt, parameters) })
}

/** Says whether a password is the one that was stored. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const { parameters, salt, key } = parse(stored)
  const derived = await derive(password, salt, parameters)
  // How long === takes tells how many of the first bytes are right.
  return derived.length === key.length && timingSafeEqual(derived, key)
}

/** Makes what is compared when there's no such account: it takes as long, and nothing fits. */
export function hashOfNobody(logCost: number): string {
  const parameters = { logCost, blockSize: 8, parallelism: 3 }
  return format({ parameters, salt: Buffer.alloc(saltBytes), key: Buffer.alloc(keyBytes) })
}

// scrypt is slow on purpose. With a callback, it works on a thread of its own; scryptSync would
// keep everybody else waiting.
function derive(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  const { logCost, blockSize, parallelism } = parameters
  const cost = 2 ** logCost
  // What it needs, exactly: Node's own limit is 32 MiB, a little too small for ln=15.
  const maxmem = 128 * cost * blockSize + 128 * blockSize * (parallelism + 2)
  const options = { cost, blockSize, parallelization: parallelism, maxmem }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function format({ parameters, salt, key }: Stored): string {
  const { logCost, blockSize, parallelism } = parameters
  const words = `ln=${logCost},r=${blockSize},p=${parallelism}`
  return `$scrypt$${words}$${toBase64(salt)}$${toBase64(key)}`
}

const storedForm = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function parse(stored: string): Stored {
  const [, logCost, blockSize, parallelism, salt = '', key = ''] = storedForm.exec(stored) ?? []
  if (logCost === undefined) throw new Error('A stored password has an unknown form')
  return {
    parameters: {
      logCost: Number(logCost), blockSize: Number(blockSize), parallelism: Number(parallelism),
    },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  }
}

function toBase64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
