// How the secrets of second factors are stored: encrypted, because codes are computed from them, so
// a hash wouldn't do. A stolen copy of the database gives nobody a code (OWASP ASVS 5.0, 13.3.1).
// Lesson: second-factor (appendix)

import { decodeBase32, encodeBase32 } from '../../basics/base32.ts'
import { seal, unseal } from '../../services/seal.ts'
import { deriveKey } from '../../services/secret.ts'
import { verifyTotp, type TotpMoment } from './totp.ts'

// 20 bytes and what `seal` adds, in base64url. Older versions stored the 32 characters of base32.
const sealedLength = 64

/** Makes what encrypts and decrypts; the secret of the installation isn't in the database. */
export function createTotpSecrets(ownSecret: Uint8Array) {
  const key = deriveKey(ownSecret, 'second factors')
  /**
   * Decrypts what is stored for a user. Gives undefined when the secret of the installation was
   * changed: then only recovery codes are left.
   */
  const decrypt = (user: number, stored: string): string | undefined => {
    if (stored.length < sealedLength) return stored
    const bytes = unseal(key, Buffer.from(stored, 'base64url'), rowOf(user))
    return bytes && encodeBase32(bytes)
  }

  return {
    /** Encrypts the secret of a user, given in base32. */
    encrypt(user: number, secret: string): string {
      const bytes = decodeBase32(secret)
      if (bytes === undefined) throw new Error("A TOTP secret isn't valid base32")
      return seal(key, bytes, rowOf(user)).toString('base64url')
    },

    decrypt,

    /** Does what `verifyTotp` does, with the secret as it's stored. */
    verify(
      { user, secret: stored }: { user: number; secret: string }, code: string, moment: TotpMoment,
    ): number | undefined {
      const secret = decrypt(user, stored)
      return secret === undefined ? undefined : verifyTotp(secret, code, moment)
    },
  }
}

function rowOf(user: number): string {
  return `user ${user}`
}
