// A stored password that is checked in microseconds: its parameters stand in it, and tests have
// better things to wait for.

import { scryptSync } from 'node:crypto'

/** Makes a PHC string with the least that scrypt takes. */
export function cheapHash(password: string): string {
  const salt = Buffer.from('0123456789abcdef')
  const key = scryptSync(password.normalize('NFC'), salt, 32, { N: 2, r: 1, p: 1 })
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  return `$scrypt$ln=1,r=1,p=1$${text(salt)}$${text(key)}`
}
