// Finds out who is at the other end when there are proxies in between. Anybody can send an
// X-Forwarded-For line, so only the entries that our own proxies appended count: those at its right
// end. X-Forwarded-Host is never read. Lesson: share-it (core)

import { isIP, isIPv4, isIPv6 } from 'node:net'
import type { IncomingRequest } from './context.ts'

const unknownAddress = 'unknown'

/**
 * Finds the client's address: the socket's without trusted hops, else the entry of
 * X-Forwarded-For that the outermost trusted proxy wrote.
 *
 * An entry that isn't an IP address gives way to the next proxy's, and finally to the socket's.
 * The result is `unknown` when the client has left already.
 */
export function clientAddress(request: IncomingRequest, trustedHops: number): string {
  for (const entry of trustedEntries(request.headers['x-forwarded-for'], trustedHops)) {
    const address = parseEntry(entry)
    if (isIP(address) !== 0) return unmap(address)
  }
  return unmap(request.peer.remoteAddress ?? unknownAddress)
}

/** Finds the scheme that the client used: `http` when no trusted proxy says something else. */
export function clientScheme(request: IncomingRequest, trustedHops: number): 'http' | 'https' {
  for (const entry of trustedEntries(request.headers['x-forwarded-proto'], trustedHops)) {
    const scheme = entry.toLowerCase()
    if (scheme === 'http' || scheme === 'https') return scheme
  }
  return 'http'
}

/**
 * Names whom a limit counts. A household gets 2^64 IPv6 addresses, so these are counted by their
 * first 64 bits: `limitKey('2001:db8::1')` is `2001:db8:0:0::/64`.
 */
export function limitKey(address: string): string {
  const plain = unmap(address)
  return isIPv6(plain) ? `${groupsOf(plain).slice(0, 4).join(':')}::/64` : plain
}

// Each proxy appends the address it sees, so the entry of the nth proxy is the nth from the right.
function trustedEntries(header: string | string[] | undefined, trustedHops: number): string[] {
  if (header === undefined || trustedHops < 1) return []
  const entries = String(header).split(',')
  return entries.slice(-trustedHops).map((entry) => entry.trim())
}

// `[::1]:80`, `[::1]`, `192.0.2.1:80`, or a bare address.
function parseEntry(entry: string): string {
  const [, address] = /^\[(.*)\](?::\d+)?$/.exec(entry) ?? /^([^:]*):\d+$/.exec(entry) ?? []
  return address ?? entry
}

// A socket that serves both families shows IPv4 as `::ffff:192.0.2.1` (RFC 4291, 2.5.5.2).
function unmap(address: string): string {
  const lower = address.toLowerCase()
  const mapped = lower.slice('::ffff:'.length)
  return lower.startsWith('::ffff:') && isIPv4(mapped) ? mapped : lower
}

// The eight groups of an IPv6 address, without leading zeros (RFC 4291, section 2.2). A zone, as in
// `fe80::1%eth0`, names a network of one machine, and may have colons (RFC 4007, section 11).
function groupsOf(address: string): string[] {
  const [plain = ''] = address.split('%', 1)
  const [head = '', tail] = plain.replace(/\d+\.\d+\.\d+\.\d+/, '0:0').split('::')
  const left = splitGroups(head)
  const right = splitGroups(tail ?? '')
  const zeros = new Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16).toString(16))
}

function splitGroups(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
