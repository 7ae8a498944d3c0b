// Decides whether a try at an account's password may go on, before the password is hashed. Failures
// count for the client at this account, and for the account as a whole. So strangers slow down
// themselves first, and one with many IP addresses slows down all strangers. A browser that is
// known for the account has a count of its own, which nobody else can use up.
// Lesson: limits (core)

import { minuteMs } from '../../basics/clock.ts'
import type { Limit, Limits } from '../../services/limits.ts'
import type { DeviceOwner, Devices } from '../sessions/cookies.ts'
import type { Throttle } from './throttle.ts'

export const wrongCredentials = 'The email address or the password is wrong'

/** Why a sign-in failed: `wrong` never says what was wrong, `limited` says how long to wait. */
export class SignInError extends Error {
  readonly code: 'wrong' | 'limited'
  readonly retryAfterSeconds: number
  /** The limit that was reached, if it's the client's. */
  readonly limit: Limit | undefined

  constructor(code: 'wrong' | 'limited', retryAfterSeconds = 0, limit?: Limit) {
    super(code === 'wrong'
      ? wrongCredentials : `Too many attempts: try again in ${wait(retryAfterSeconds)}`)
    this.name = 'SignInError'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
    this.limit = limit
  }
}

/** Who tries to sign in to which account. Its address may be unknown here. */
type Try = {
  address: string
  /** Whose tries are counted: the client's IP address. */
  client: string
  /** The device token that the browser sent. */
  device: string | undefined
  /** The account of this address, where there is one. */
  owner: DeviceOwner | undefined
}

/** A try that was admitted and counted. */
export type Admitted = {
  /** The password was right. */
  succeed(): Promise<void>
  /** The password wasn't checked. */
  takeBack(): Promise<void>
  /** The password was right, and a program sends it with each request: none of them counts. */
  succeedUncounted(): Promise<void>
}

export type Admission = ReturnType<typeof createAdmission>

// Compared all the same: the time mustn't tell whether there is such an account.
const nobody: DeviceOwner = { user: 0, passwordVersion: 0 }

// A client that tries one password on a thousand accounts.
const clientLimit: Limit = { name: 'sign-in', most: 100, windowMs: 15 * minuteMs }

// The audit trail keeps every sign-in forever, even if somebody signs in again and again.
const knownLimit: Limit = { name: 'known sign-in', most: 100, windowMs: 15 * minuteMs }

type Options = { limits: Limits; throttle: Throttle; devices: Devices }

export function createAdmission(options: Options) {
  const { limits, throttle } = options
  return {
    /** Counts a try. Throws a SignInError `limited` when it has to wait. */
    async enter(attempt: Try): Promise<Admitted> {
      return await enterAsKnown(options, attempt) ?? enterAsStranger(attempt)
    },

    /** Forgets the failures of an account whose owner has proved that they read its email. */
    forgive: ({ address, client }: Pick<Try, 'address' | 'client'>): Promise<void> =>
      throttle.forgive(clientAt(client, address), address),
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

// A device that failed too often counts as a stranger: a stolen token mustn't lock its owner out.
async function enterAsKnown(
  { limits, throttle, devices }: Options, { device, owner = nobody }: Try,
): Promise<Admitted | undefined> {
  const name = devices.recognize(device, owner)
  if (name === undefined) return undefined
  const who = `device ${name}`
  if (await throttle.enter(who) > 0) return undefined
  const succeed = () => throttle.succeed(who)
  const takeBack = () => throttle.takeBack(who)
  const { isAllowed } = await limits.take(knownLimit, String(owner.user))
  if (isAllowed) return { succeed, succeedUncounted: succeed, takeBack }
  await takeBack()
  return undefined
}

function clientAt(client: string, address: string): string {
  return `client ${client}\n${address}`
}

function wait(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
