// A browser in which somebody has signed in keeps a device token: proof of an earlier sign-in, and
// of nothing else. It signs nobody in, but a stranger who fails a thousand times to guess the
// password can't keep its bearer out (OWASP's device cookies). The server stores nothing: the token
// is an HMAC of the account, of its current password's version, and of the time.
// Lesson: limits (core)

import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { dayMs, minuteMs, type Clock } from '../../basics/clock.ts'

/** The account that a token is bound to. A new password raises the version, and ends all tokens. */
export type DeviceOwner = { user: number; passwordVersion: number }

export type Devices = ReturnType<typeof createDevices>

/** How long a device is known after a sign-in. */
export const deviceLimitMs = 90 * dayMs
const prefix = 'gwd_'
// The prefix, the time in milliseconds, 16 bytes, and the HMAC of all of them.
const pattern = /^gwd_(\d{1,15})\.([\w-]{22})\.([\w-]{43})$/
const longestToken = 100

export function createDevices({ clock, secret }: { clock: Clock; secret: Uint8Array }) {
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), 'groundwork devices', 32))

  const sign = ({ user, passwordVersion }: DeviceOwner, issued: string): string =>
    createHmac('sha256', key).update(`${user} ${passwordVersion} ${issued}`).digest('base64url')

  return {
    /** Makes the token of a browser in which this account was just signed in to. */
    make(owner: DeviceOwner): string {
      const issued = `${clock()}.${randomBytes(16).toString('base64url')}`
      return `${prefix}${issued}.${sign(owner, issued)}`
    },

    /**
     * Gives the name of a device that knows this account, for its own throttle; undefined for
     * another account's token, for one that is too old, and for everything else.
     */
    recognize(token: string | undefined, owner: DeviceOwner): string | undefined {
      if (token === undefined || token.length > longestToken) return undefined
      const [, issuedAt = '', nonce = '', mac = ''] = pattern.exec(token) ?? []
      if (mac === '') return undefined
      const expected = Buffer.from(sign(owner, `${issuedAt}.${nonce}`))
      const given = Buffer.from(mac)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      const age = clock() - Number(issuedAt)
      // A clock that was set back a little must not forget its devices.
      return age > -minuteMs && age < deviceLimitMs ? `${owner.user} ${nonce}` : undefined
    },
  }
}
