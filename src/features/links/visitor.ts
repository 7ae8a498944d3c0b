// What a visit tells of the visitor, and no more: where they came from, which browser, what kind of
// device, and whether it is a person. Lesson 27 (counting-clicks).

import { createHmac } from 'node:crypto'
import type { Context } from '../../http/context.ts'
import { readAgent } from '../../http/userAgent.ts'

export type Visitor = {
  isPerson: boolean
  /** The host of the page with the link, or `direct`. */
  referrer: string
  browser: string
  device: string
}

/** Reads what a request says of its visitor. */
export function readVisitor(context: Context, publicOrigin: string): Visitor {
  const { isBot, browser, device } = readAgent(context.header('user-agent') ?? '')
  const isPerson = !isBot && context.method !== 'HEAD' && !isPrefetch(context)
  const referrer = readReferrer(context.header('referer'), publicOrigin)
  return { isPerson, referrer, browser, device }
}

/**
 * Names a visitor for one day and one link: 8 bytes that lead back to nobody once the salt is gone.
 */
export function nameVisitor(salt: Uint8Array, parts: readonly string[]): Uint8Array {
  return createHmac('sha256', salt).update(parts.join('\n')).digest().subarray(0, 8)
}

// A browser that fetches ahead has not been clicked (sec-purpose: Fetch standard).
function isPrefetch(context: Context): boolean {
  const purpose = context.header('sec-purpose') ?? context.header('purpose')
  return purpose?.includes('prefetch') ?? context.header('x-moz') === 'prefetch'
}

function readReferrer(header: string | undefined, publicOrigin: string): string {
  if (header === undefined) return 'direct'
  const url = URL.parse(header)
  if (url === null || url.hostname === '' || url.origin === publicOrigin) return 'direct'
  return url.hostname.slice(0, 253)
}
