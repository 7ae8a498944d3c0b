// The app that shows a user's codes (RFC 6238).

import { codeAt, decodeBase32, stepNow } from '../44-second-factor/codes.ts'

/** Computes the code of this half minute from a secret in base32. */
export function codeOf(secret: string): string {
  return codeAt(decodeBase32(secret) ?? new Uint8Array(), stepNow())
}
