// Passwords are stored as a scrypt hash with its salt and its parameters (a PHC string), so that a
// stolen database isn't a list of passwords, and the parameters can be raised later. Hashing takes
// 32 MiB and a tenth of a second on purpose, so only a few hashes are computed at once.
// Lesson: passwords (core)

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Slots } from '../../basics/slots.ts'

/** Too many hashes are being computed: ask again in a moment. */
export class PasswordsBusyError extends Error {
  constructor() {
    super('Too many passwords are being checked at this moment')
    this.name = 'PasswordsBusyError'
  }
}

type Parameters = { logCost: number; blockSize: number; parallelism: number }

// OWASP's Password Storage Cheat Sheet: N=2^15, r=8, p=3.
const policy: Parameters = { logCost: 15, blockSize: 8, parallelism: 3 }
const keyBytes = 32
const saltBytes = 16
/** A longer one would take too long, and none is ever truncated. */
export const mostPasswordBytes = 1_024

/** Hashes a password for storage: `$scrypt$ln=15,r=8,p=3$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const key = await derive(password, salt, policy)
  const { logCost, blockSize, parallelism } = policy
  return `$scrypt$ln=${logCost},r=${blockSize},p=${parallelism}$${base64(salt)}$${base64(key)}`
}

/** Says whether a password is the one that was stored. Takes the same time for right and wrong. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parsed = parsePhc(stored)
  if (parsed === undefined) throw new Error('A stored password has an unknown form')
  const key = await derive(password, parsed.salt, parsed.parameters)
  return key.length === parsed.key.length && timingSafeEqual(key, parsed.key)
}

/** Says whether a password was stored with weaker parameters than ours: hash it again then. */
export function needsRehash(stored: string): boolean {
  const parsed = parsePhc(stored)
  if (parsed === undefined) return true
  const { parameters, salt, key } = parsed
  return parameters.logCost < policy.logCost || parameters.blockSize < policy.blockSize ||
    parameters.parallelism < policy.parallelism || salt.length < saltBytes || key.length < keyBytes
}

/** Takes as long as `verifyPassword`, so that the time doesn't tell whether an account exists. */
export async function spendPasswordTime(password: string): Promise<void> {
  await derive(password, Buffer.alloc(saltBytes), policy)
}

type Stored = { parameters: Parameters; salt: Buffer; key: Buffer }

const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function parsePhc(stored: string): Stored | undefined {
  const [, logCost, blockSize, parallelism, salt = '', key = ''] = phc.exec(stored) ?? []
  const parameters =
    { logCost: Number(logCost), blockSize: Number(blockSize), parallelism: Number(parallelism) }
  // A row that somebody tampered with mustn't make us use a gigabyte.
  const isBounded = parameters.logCost <= 17 && parameters.blockSize <= 16 &&
    parameters.parallelism <= 8 && parameters.logCost >= 1
  if (!isBounded) return undefined
  return { parameters, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
}

async function derive(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  if (Buffer.byteLength(password) > mostPasswordBytes) {
    throw new RangeError(`A password has at most ${mostPasswordBytes} bytes`)
  }
  if (slots.waiting >= mostWaiting) throw new PasswordsBusyError()
  return slots.run(() => runScrypt(password, salt, parameters))
}

function runScrypt(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  const { logCost, blockSize, parallelism } = parameters
  const cost = 2 ** logCost
  // Node's default is too small by a few kilobytes for these parameters.
  const maxmem = 128 * cost * blockSize + 128 * blockSize * (parallelism + 2)
  const options = { cost, blockSize, parallelization: parallelism, maxmem }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

// Node computes hashes on four threads, and files and DNS need them too.
const slots = new Slots(4)
const mostWaiting = 32

/** Says how many hashes are being computed, and how many wait for that. */
export function hashesUnderWay(): { running: number; waiting: number } {
  return { running: slots.running, waiting: slots.waiting }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}
