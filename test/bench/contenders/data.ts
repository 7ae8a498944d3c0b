// The data that every contender starts with, so that all of them do the same work on the same rows.

export type Message = { id: number; text: string }

export const worldRows = 10_000
export const linkRows = 10_000
/** So many of the links are followed by the load generator. */
export const followedLinks = 1_000
export const largestValue = 1_000_000

const texts = [
  'A server is a function from a request to a reply',
  'Two locks are needed where <one> key is shared',
  'Ask the map, not the territory',
  'if (a < b && b < c) return b',
  'Names are the cheapest documentation',
  'Über den Wolken ist der Ping wohl grenzenlos',
  "It's quiet, isn't it?",
  'A cache without an end is a leak',
  '<script>alert("escape me")</script>',
  'Retries make a small fire a big one',
  'Measure twice, cut once',
  'The quick answer is 404',
  'Salt & pepper, hash & browns',
  'Every queue is either empty or full',
  'She said "commit", and it was on disk',
  '測ってから切る',
  'No news is not good news; ask /healthz',
  'Time is an argument',
  'Bits rot, tests do not',
  'Zero is a number too',
]

export const messages: readonly Message[] = texts.map((text, index) => ({ id: index + 1, text }))

/** The message that the table row adds while it answers, before it sorts. */
export const addedMessage: Message = { id: 0, text: 'Made while the request is answered' }

export function randomRowId(): number {
  return 1 + Math.floor(Math.random() * worldRows)
}

export function randomValue(): number {
  return 1 + Math.floor(Math.random() * largestValue)
}

/** Gives different slugs, as many as there are links. */
export function differentSlugs(make: () => string): string[] {
  const slugs = new Set<string>()
  while (slugs.size < linkRows) slugs.add(make())
  return [...slugs]
}

export function targetOf(index: number): string {
  return `https://example.com/articles/${index}?from=bench`
}
