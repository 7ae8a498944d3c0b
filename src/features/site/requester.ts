// Who makes a request, and what it contains apart from its body. Rules get this as plain data, so
// they don't depend on HTTP. Lesson: user-management (tour)

import { readCookie, readOwnerCookie } from '../../auth/sessions/cookies.ts'
import type { Context } from '../../http/context.ts'
import { describeAgent } from '../../http/userAgent.ts'
import { clientOf } from './input.ts'

/** Who makes a request, signed in or not. */
export type Requester = {
  requestId: string
  /** The client's IP address, as limits count it. */
  address: string
  /** The browser or program, as its user will recognize it: `Firefox on Linux`. */
  agent: string
  /** The owner of the links that this browser made without an account. */
  anonymousOwner: Uint8Array | undefined
  /** The token of the session that this browser has, which a sign-in ends. */
  sessionToken: string | undefined
  /** The token of a device that is known for an account. */
  deviceToken: string | undefined
}

type RequesterOptions = {
  /** Where people reach the server: it decides the names of cookies. */
  publicOrigin: string
  trustedHops: number
}

/** Says who makes a request. */
export function requesterOf(
  { trustedHops, publicOrigin }: RequesterOptions, context: Context,
): Requester {
  return {
    requestId: context.id,
    address: clientOf(context, trustedHops),
    agent: describeAgent(context.header('user-agent') ?? ''),
    anonymousOwner: readOwnerCookie(context, publicOrigin)?.hash,
    sessionToken: readCookie('session', context, publicOrigin),
    deviceToken: readCookie('device', context, publicOrigin),
  }
}
