// Codes as an authenticator app computes them (RFC 6238), and the half minutes that it counts.

import { createHmac } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepMs = 30_000

/** The half minute that it is. */
export function stepNow(): number {
  return Math.floor(Date.now() / stepMs)
}

/** Computes the code of a half minute. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE(mac.readUInt8(19) & 15) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** The codes of this half minute and of some around it: other ones stay wrong for minutes. */
export function codesAround(secret: Uint8Array, distance = 6): readonly string[] {
  const first = stepNow() - distance
  return Array.from({ length: 2 * distance + 1 }, (_, index) => codeAt(secret, first + index))
}

/** Reads base32, with its padding or without; undefined for anything else. */
export function decodeBase32(text: string): Buffer | undefined {
  const [, letters] = /^([a-z2-7]+)=*$/i.exec(text) ?? []
  if (letters === undefined) return undefined
  const bits = [...letters.toUpperCase()]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}

const forms = new WeakMap<Buffer, readonly string[]>()

/** How a program may write a secret: base32, hex and base64. */
export function formsOf(secret: Buffer): readonly string[] {
  const known = forms.get(secret)
  if (known !== undefined) return known
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const base32 = (bits.match(/.{5}/g) ?? [])
    .map((group) => alphabet[Number.parseInt(group, 2)]).join('')
  const hex = secret.toString('hex')
  const made = [
    base32, base32.toLowerCase(), hex, hex.toUpperCase(), secret.toString('base64url'),
    secret.toString('base64').replace(/=+$/, ''),
  ]
  forms.set(secret, made)
  return made
}

/**
 * Does something again with another half minute if a new one began meanwhile: then nobody knows
 * which of the two the program saw.
 */
export async function withinStep<Result>(work: (step: number) => Promise<Result>): Promise<Result> {
  for (;;) {
    const step = stepNow()
    const result = await work(step)
    if (stepNow() === step) return result
  }
}
