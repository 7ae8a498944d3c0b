// Decides whether a try at an account's password may go on, before the password is hashed. Failures
// count for the client at this account, and for the account as a whole; so a stranger slows down
// themselves first, and a stranger with many IP addresses slows down all strangers. A browser that
// is known for the account has a count of its own, which nobody else can use up.
// Lesson: limits (core)

import { minuteMs } from '../../basics/clock.ts'
import type { Limit, Limits } from '../../services/limits.ts'
import type { DeviceOwner, Devices } from '../sessions/sessionCookie.ts'
import type { Throttle } from './throttle.ts'

export const wrongCredentials = 'The address or the password is wrong'

/**
 * Why somebody could not sign in, in as few words as possible: `wrong` never says what was wrong,
 * `limited` says when to come back.
 */
export class SignInError extends Error {
  readonly code: 'wrong' | 'limited'
  readonly retryAfterSeconds: number
  /** The limit that was met, when it was the one of the client. */
  readonly limit: Limit | undefined

  constructor(code: 'wrong' | 'limited', retryAfterSeconds = 0, limit?: Limit) {
    super(code === 'wrong' ? wrongCredentials : `Too many tries: wait ${wait(retryAfterSeconds)}`)
    this.name = 'SignInError'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
    this.limit = limit
  }
}

/** Who tries what: the account is named by its address, which may be unknown here. */
export type Try = {
  address: string
  /** Whom limits count: the client's IP address. */
  client: string
  /** The device token that the browser brought. */
  device: string | undefined
  /** The account of this address, where there is one. */
  owner: DeviceOwner | undefined
}

/** A try that was let in and counted. */
export type Admitted = {
  /** The password was right. */
  succeed(): Promise<void>
  /** The password wasn't looked at. */
  takeBack(): Promise<void>
  /** The password was right, and programs send it with each request: that counts for nothing. */
  succeedUncounted(): Promise<void>
}

export type Admission = ReturnType<typeof createAdmission>

// Looked at all the same: the time must not tell whether there is such an account.
const nobody: DeviceOwner = { user: 0, passwordVersion: 0 }

// A client that tries one password on a thousand accounts.
const clientLimit: Limit = { name: 'sign-in', most: 100, windowMs: 15 * minuteMs }

type Options = { limits: Limits; throttle: Throttle; devices: Devices }

export function createAdmission({ limits, throttle, devices }: Options) {
  return {
    /** Counts a try. Throws a SignInError `limited` when it has to wait. */
    async enter(asked: Try): Promise<Admitted> {
      return await enterAsKnown(asked) ?? enterAsStranger(asked)
    },

    /** Forgets the failures of an account whose owner has shown that they read its mail. */
    forgive: ({ address, client }: Pick<Try, 'address' | 'client'>): Promise<void> =>
      throttle.forgive(clientAt(client, address), address),
  }

  // A device that failed too often is a stranger: a stolen token must not keep its owner out.
  async function enterAsKnown({ device, owner = nobody }: Try): Promise<Admitted | undefined> {
    const name = devices.recognize(device, owner)
    if (name === undefined) return undefined
    const who = `device ${name}`
    if (await throttle.enter(who) > 0) return undefined
    const succeed = () => throttle.succeed(who)
    return { succeed, succeedUncounted: succeed, takeBack: () => throttle.takeBack(who) }
  }

  async function enterAsStranger({ address, client }: Try): Promise<Admitted> {
    const verdict = await limits.take(clientLimit, client)
    if (!verdict.isAllowed) {
      throw new SignInError('limited', verdict.retryAfterSeconds, clientLimit)
    }
    const who = clientAt(client, address)
    const seconds = await throttle.enter(who, address)
    if (seconds > 0) throw new SignInError('limited', seconds)
    const giveBack = () => limits.giveBack(clientLimit, client)
    return {
      succeed: () => throttle.succeed(who, address),
      succeedUncounted: async () =>
        void await Promise.all([throttle.succeed(who, address), giveBack()]),
      takeBack: async () => void await Promise.all([throttle.takeBack(who, address), giveBack()]),
    }
  }
}

function clientAt(client: string, address: string): string {
  return `client ${client}\n${address}`
}

function wait(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
