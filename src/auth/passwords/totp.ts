// A second factor: six digits that change every half minute, from a secret that an authenticator
// app shares with us (TOTP, RFC 6238; HOTP, RFC 4226). The password alone is no longer enough to
// sign in. Anyone who types the code into a fake page still gives it away.
// Lesson: second-factor (core)

import { createHmac, timingSafeEqual } from 'node:crypto'
import { decodeBase32, encodeBase32 } from '../../basics/base32.ts'
import type { Random } from '../../basics/random.ts'

const stepSeconds = 30
const digits = 6
// Eight hours. If the last step is further ahead, it was used before a wrong clock was set back. It
// would lock the user out until that time.
const mostAhead = 1_000
// Room for spaces between the digits, and around them.
const longestTyped = 50
// As many as SHA-1 gives: RFC 4226, section 4, recommends it.
const secretBytes = 20

/** Makes a secret in base32, as authenticator apps expect it. */
export function makeTotpSecret(random: Random): string {
  return encodeBase32(random(secretBytes))
}

/** Returns the code of a step; step 0 began with 1970. */
export function totpCode(secret: string, step: number): string {
  const key = decodeBase32(secret)
  // createHmac would accept an empty key.
  if (key === undefined || key.length === 0) throw new Error("A TOTP secret isn't valid base32")
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  // SHA-1 is broken for signatures. In an HMAC it's still secure, and apps support nothing else.
  const mac = createHmac('sha1', key).update(counter).digest()
  // The last four bits choose four bytes, without their first bit (RFC 4226, section 5.3).
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** `now` is in seconds since 1970; `lastStep` is what this returned for the last code used. */
export type TotpMoment = { now: number; lastStep?: number | undefined }

/**
 * Returns the step whose code this is, undefined for a wrong one. Clocks differ, so the step before
 * and the one after are accepted too. Store the step with `useTotpStep`: a code is valid only once
 * (RFC 6238, section 5.2), and earlier ones are no longer valid then.
 */
export function verifyTotp(
  secret: string, code: string, { now, lastStep = -1 }: TotpMoment,
): number | undefined {
  const typed = readDigits(code)
  if (typed === undefined) return undefined
  const current = Math.floor(now / stepSeconds)
  const before = current + 1 + mostAhead < lastStep ? -1 : lastStep
  const steps = [current - 1, current, current + 1].filter((step) => step > before)
  // All are compared, so that the time doesn't tell which one it was.
  return steps.filter((step) => isSame(totpCode(secret, step), typed)).at(0)
}

/**
 * Returns the URI that an authenticator app reads from a QR code: `otpauth://totp/…`. The issuer is
 * the name of this site, the account is the person's name there. A colon separates the two, so
 * neither may contain one (Key URI format): `localhost:3000` becomes `localhost-3000`.
 */
export function totpUri(
  secret: string, { issuer, account }: { issuer: string; account: string },
): string {
  const [site, name] = [encodePart(issuer), encodePart(account)]
  // Only what differs from the defaults: some apps can't handle the rest.
  return `otpauth://totp/${site}:${name}?secret=${secret}&issuer=${site}`
}

// Apps show several kinds of spaces, and Asian keyboards type full-width digits.
function readDigits(code: string): string | undefined {
  if (code.length > longestTyped) return undefined
  const typed = code.normalize('NFKC').replaceAll(/[\p{Zs}\t-]/gu, '')
  return /^[0-9]{6}$/.test(typed) ? typed : undefined
}

// Apps don't read a plus sign as a space, so a space is %20.
function encodePart(text: string): string {
  return encodeURIComponent(text.replaceAll(':', '-'))
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
