// The check as a tunnel: it passes requests of strangers on, with the headers that ngrok adds, and
// with those that strangers forge.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { findings } from './findings.ts'

export type ShareTools = Tools<keyof typeof findings>

type Headers = NonNullable<RequestPlan['headers']>

export type Tunnel = {
  /** Such as `https://mivato.example`. */
  origin: string
  host: string
}

/** Makes the public address of a tunnel. */
export function tunnelOf({ fresh }: Pick<ShareTools, 'fresh'>): Tunnel {
  const host = `${fresh.word()}-${fresh.integer(10, 99)}.tunnel.example`
  return { host, origin: `https://${host}` }
}

export type Stranger = {
  /** Their IP address, which the tunnel adds at the right end of X-Forwarded-For. */
  address: string
  /** What they send as X-Forwarded-For themselves. */
  forged?: string
  headers?: Headers
}

type Passed = Stranger & Omit<RequestPlan, 'headers'>

/** Sends a request as a tunnel does that a stranger has sent it to. */
export function through(
  { send }: Pick<ShareTools, 'send'>, tunnel: Tunnel, passed: Passed,
): Promise<HttpExchange> {
  return send(planThrough(tunnel, passed))
}

/** Makes the request that `through` sends. */
export function planThrough(
  { host }: Tunnel, { address, forged, headers = [], ...plan }: Passed,
): RequestPlan {
  const chain = forged === undefined ? address : `${forged}, ${address}`
  return {
    ...plan,
    headers: [
      ['Host', host], ['X-Forwarded-For', chain], ['X-Forwarded-Host', host],
      ['X-Forwarded-Proto', 'https'], ...headers,
    ],
  }
}

/** IPv4 addresses that belong to nobody (RFC 5737); those of one network differ from the others. */
export function addressOf(
  { fresh }: Pick<ShareTools, 'fresh'>, network: '192.0.2' | '198.51.100' | '203.0.113' = '192.0.2',
): string {
  return `${network}.${fresh.integer(1, 254)}`
}
