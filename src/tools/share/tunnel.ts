// A tunnel leads from a public https address to a port of this machine. What the kinds have in
// common: at any time each one knows its address, or that it has none. Lesson: share-it (tour)

import { isLoopbackName } from '../../basics/config.ts'

export type Tunnel = {
  /** What people call it: `ngrok`. */
  name: string
  /** Whether it stays open when the sharing ends, because we didn't open it. */
  staysOpen: boolean
  /**
   * Gives the public address as it is now, undefined while there's none. Throws a ShareError if
   * there won't be one any more.
   */
  look(): Promise<string | undefined>
  close(signal?: NodeJS.Signals): Promise<void>
}

/** Something stands in the way of sharing; the message says what to do. */
export class ShareError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ShareError'
  }
}

const longestAddress = 300

/** Reads a public address: `https://go.example` or the same with a slash; else undefined. */
export function readPublicOrigin(address: string): string | undefined {
  if (address.length > longestAddress) return undefined
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`) return undefined
  return isLoopbackName(url.hostname) || url.host.includes('*') ? undefined : url.origin
}

/** Checks the address of a tunnel that somebody else looks after. Throws a ShareError. */
export function checkOrigin(address: string): string {
  const origin = readPublicOrigin(address)
  if (origin !== undefined) return origin
  throw new ShareError(`--origin ${address}: use an address like https://go.example, which starts `
    + "with https://, has no path, and isn't this machine's own name")
}

/** Makes the tunnel that somebody else looks after: its address is given and never changes. */
export function fixedTunnel(address: string): Tunnel {
  const origin = checkOrigin(address)
  return {
    name: 'your tunnel', staysOpen: true, look: async () => origin, close: async () => undefined,
  }
}
