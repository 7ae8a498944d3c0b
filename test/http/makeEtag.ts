// The tag that a file with these bytes must have. It's made from all bytes at once, but the server
// reads a file piece by piece.

import { hash } from 'node:crypto'

/** Makes the strong tag of a content. */
export function makeEtag(bytes: string | Uint8Array): string {
  return `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`
}
