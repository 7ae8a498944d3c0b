// Who is at the other end when there is a proxy, such as a tunnel, in between. Anyone can send
// X-Forwarded-For, so only the entries at its end count: our own proxies added those.
// X-Forwarded-Host and X-Forwarded-Proto aren't read at all: PUBLIC_ORIGIN says both.

import { isIPv4, isIPv6 } from 'node:net'
import type { Context } from './framework/context.ts'

/** Names the client by its IP address, or by what stands for all that share a limit with it. */
export function clientOf(context: Context, trustedHops: number): string {
  const peer = context.request.socket.remoteAddress ?? 'unknown'
  if (trustedHops === 0) return limitKey(peer)
  const entries = (context.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim())
  const entry = entries.at(-trustedHops) ?? ''
  return limitKey(isIPv4(entry) || isIPv6(entry) ? entry : peer)
}

// A household gets 2^64 IPv6 addresses, so they're one client.
function limitKey(address: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? []
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  // The URL parser writes an address in one form, however it was written.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`)
  const [left = '', right = ''] = hostname.slice(1, -1).split('::')
  const [first, last] = [left, right].map((part) => part === '' ? [] : part.split(':'))
  const zeros = Array<string>(8 - (first?.length ?? 0) - (last?.length ?? 0)).fill('0')
  return [...first ?? [], ...zeros, ...last ?? []].slice(0, 4).join(':')
}
