// Puts the parts of sign-in together once. Each feature uses those that it needs.
// Lesson: roles-and-ownership (tour)

import type { Clock } from '../basics/clock.ts'
import type { Log } from '../basics/log.ts'
import type { Database } from '../database/database.ts'
import { createLimits } from '../services/limits.ts'
import { deriveKey } from '../services/secret.ts'
import { createAccessTokens } from './tokens/accessToken.ts'
import { createAdmission } from './passwords/admission.ts'
import { createApiKeys } from './tokens/apiKey.ts'
import { createAudit } from './access/audit.ts'
import { Credentials } from './passwords/credentials.ts'
import { createDevices } from './sessions/cookies.ts'
import { createGuards } from './access/guard.ts'
import { createIdentify } from './access/identify.ts'
import { createInvitations } from './access/invitations.ts'
import { createJwtKeys } from './tokens/jwtKeys.ts'
import { createOneTimeTokens } from './tokens/oneTime.ts'
import { RefreshTokens } from './tokens/refresh.ts'
import { createSessions } from './sessions/session.ts'
import { Throttle } from './passwords/throttle.ts'
import { createTotpSecrets } from './passwords/totpSecrets.ts'

export type TokenKey = { kid: string; secret: Uint8Array }

type AuthOptions = {
  database: Database
  clock: Clock
  /** Hides whom limits count, and signs access tokens if no keys are given. */
  secret: Uint8Array
  /** The keys of access tokens: the first signs, all verify. */
  tokenKeys?: readonly TokenKey[] | undefined
  /** Who hears of requests that are refused. */
  log?: Log
  publicOrigin: string
  /** The name under which tokens are issued; the public origin unless said otherwise. */
  issuer?: string
  trustedHops: number
}

export type Auth = ReturnType<typeof createAuth>

/** Makes the parts of sign-in, which share a database, a clock and a secret. */
export function createAuth(options: AuthOptions) {
  const { database, clock, secret, publicOrigin, issuer = publicOrigin, trustedHops } = options
  const limits = createLimits({ database, clock, secret })
  const throttle = new Throttle({ database, clock, secret })
  const secondFactorThrottle = new Throttle({ database, clock, secret, purpose: 'second factor' })
  const confirmThrottle = new Throttle({ database, clock, secret, purpose: 'confirm' })
  const totp = createTotpSecrets(secret)
  const devices = createDevices({ clock, secret })
  const admission = createAdmission({ limits, throttle, devices })
  const audit = createAudit({ database, clock })
  const credentials = new Credentials({ database, admission, confirmThrottle, audit })
  const sessions = createSessions({ database, clock })
  const apiKeys = createApiKeys({ database, clock })
  const refreshTokens = new RefreshTokens({ database, clock, secret })
  const oneTimeTokens = createOneTimeTokens({ database, clock })
  const ownKey = { kid: 'default', secret: deriveKey(secret, 'access tokens') }
  const keys = createJwtKeys(options.tokenKeys ?? [ownKey])
  const accessTokens = createAccessTokens({ database, clock, keys, issuer })
  const identify = createIdentify({
    database, sessions, accessTokens, apiKeys, credentials, publicOrigin, trustedHops,
  })
  const invitations = createInvitations({ database, clock })
  const guards = createGuards(identify, options.log)
  return {
    limits, throttle, secondFactorThrottle, totp, admission, devices, audit, credentials,
    sessions, apiKeys, refreshTokens, oneTimeTokens, invitations, accessTokens, identify, guards,
    /** Deletes what is no longer valid. */
    async clean(): Promise<void> {
      const parts = [sessions, refreshTokens, oneTimeTokens, invitations, throttle, limits]
      await Promise.all(parts.map((part) => part.clean()))
    },
  }
}
