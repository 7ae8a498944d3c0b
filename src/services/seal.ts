// Encrypts what has to be stored and must not be read in a stolen copy of the database. The key is
// made of the secret of the installation, which isn't in the database.
// Lesson: oauth-and-oidc (appendix)

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ivBytes = 12
const tagBytes = 16

/**
 * Encrypts bytes with AES-256-GCM, for one place: what was sealed for one row can't be opened in
 * another. It gets 28 bytes longer.
 */
export function seal(key: Uint8Array, plain: Uint8Array, place: string): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** Decrypts what `seal` made; undefined with another key, in another place, or after a change. */
export function unseal(key: Uint8Array, sealed: Uint8Array, place: string): Buffer | undefined {
  if (sealed.length < ivBytes + tagBytes) return undefined
  const iv = sealed.subarray(0, ivBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const plain = decipher.update(sealed.subarray(ivBytes + tagBytes))
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return undefined
  }
}
