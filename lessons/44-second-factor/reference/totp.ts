// Six digits that change every half minute, from a secret that an authenticator app shares with us
// (TOTP, RFC 6238; HOTP, RFC 4226).

import { createHmac, timingSafeEqual } from 'node:crypto'
import { encodeBase32 } from './base32.ts'

const stepMs = 30_000

/** Gives the code of a step; step 0 began with 1970. */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  // SHA-1 is broken for signatures. In an HMAC it's still good, and apps know nothing else.
  const mac = createHmac('sha1', secret).update(counter).digest()
  // The last four bits choose four bytes, without their first bit (RFC 4226, section 5.3).
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}

/**
 * Gives the step whose code this is, undefined for none after `lastStep`. Clocks differ, so the
 * step before and the one after are good, too.
 */
export function findStep(secret: Uint8Array, code: string, lastStep: number): number | undefined {
  const now = Math.floor(Date.now() / stepMs)
  return [now - 1, now, now + 1].find((step) =>
    step > lastStep && isSame(totpCode(secret, step), code))
}

/** Makes the URI that an app reads from a QR code: `otpauth://totp/…`. */
export function totpUri(
  secret: Uint8Array, { site, email }: { site: string; email: string },
): string {
  const [issuer, account] = [site, email].map((text) => encodeURIComponent(text))
  return `otpauth://totp/${issuer}:${account}?secret=${encodeBase32(secret)}&issuer=${issuer}`
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
