// Tells people from programs that look at a link before anyone has clicked it. Headers can lie, so
// this only decides how a visit is counted.

import type { Context } from './framework/context.ts'

// Browsers that fetch a page ahead of a click say so in one of these.
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

/** Says whether a request isn't from a person who follows a link. */
export function isRobot(context: Context): boolean {
  if (context.method === 'HEAD') return true
  const purposes = purposeHeaders.map((name) => context.header(name) ?? '')
  if (purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose))) return true
  const agent = context.header('user-agent') ?? ''
  // All browsers begin with Mozilla/, for historical reasons. Many robots do, too.
  return !agent.startsWith('Mozilla/')
    || /bot|crawl|spider|preview|facebookexternalhit|embedly/i.test(agent)
}
