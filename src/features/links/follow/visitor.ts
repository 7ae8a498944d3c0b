// What a visit says about the visitor, and no more: where they came from, which browser, what kind
// of device, and whether it's a person. Lesson: counting-clicks (tour)

import { createHmac } from 'node:crypto'
import type { Context } from '../../../http/context.ts'
import { readAgent } from '../../../http/userAgent.ts'

export type Visitor = {
  isPerson: boolean
  /** The host of the page with the link, or `direct`. */
  referrer: string
  browser: string
  device: string
}

/** Reads what a request says about its visitor. */
export function readVisitor(context: Context, publicOrigin: string): Visitor {
  const { isBot, browser, device } = readAgent(context.header('user-agent') ?? '')
  const isPerson = !isBot && context.method !== 'HEAD' && !isPrefetch(context)
  const referrer = readReferrer(context.header('referer'), publicOrigin)
  return { isPerson, referrer, browser, device }
}

/**
 * Names a visitor for one day and one link: 8 bytes that identify nobody once the salt is gone.
 */
export function nameVisitor(salt: Uint8Array, parts: readonly string[]): Uint8Array {
  return createHmac('sha256', salt).update(parts.join('\n')).digest().subarray(0, 8)
}

// Who fetches ahead hasn't clicked. Chromium and WebKit send Sec-Purpose or Purpose (Fetch
// standard, section 3.8), Safari's top sites X-Purpose, older Firefox X-Moz.
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
const aheadOfClick = ['prefetch', 'prerender', 'preview', 'preload', 'instant']

function isPrefetch(context: Context): boolean {
  return purposeHeaders.some((name) => {
    const purpose = context.header(name)?.slice(0, 200).toLowerCase()
    return purpose !== undefined && aheadOfClick.some((word) => purpose.includes(word))
  })
}

function readReferrer(header: string | undefined, publicOrigin: string): string {
  if (header === undefined) return 'direct'
  const url = URL.parse(header)
  if (url === null || url.hostname === '' || url.origin === publicOrigin) return 'direct'
  return url.hostname.slice(0, 253)
}
