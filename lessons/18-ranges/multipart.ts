// Reads a body of the type multipart/byteranges: parts of a file, each with headers of its own.

import type { Answer } from '../../src/course/check/exchange.ts'

type Ends = readonly [first: number, last: number]

/** Says what a response lacks to be these parts of a file; undefined if it has all of them. */
export function whatIsMissing(
  { status, body, header }: Answer, whole: string, ranges: readonly Ends[],
): string | undefined {
  const type = header('content-type') ?? 'no Content-Type'
  if (status !== 206 || !/^multipart\/byteranges\b/i.test(type)) return `${status} with ${type}`
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? []
  const boundary = quoted ?? bare
  if (boundary === undefined) return `${type}, without a boundary`
  const [, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`)
  if (parts.pop()?.startsWith('--') !== true) return `no line --${boundary}-- at the end`
  const missing = ranges.find((ends) => !parts.some((part) => isPart(part, whole, ends)))
  if (missing === undefined) return undefined
  return `no part with the bytes ${missing.join('-')} and their Content-Range`
}

function isPart(part: string, whole: string, [first, last]: Ends): boolean {
  const headEnd = part.indexOf('\r\n\r\n')
  const head = part.slice(0, headEnd).toLowerCase().split('\r\n')
  const range = head.find((line) => line.startsWith('content-range:'))
  const isPlaced = range?.includes(`bytes ${first}-${last}/`) === true
  return headEnd !== -1 && isPlaced && part.slice(headEnd + 4) === whole.slice(first, last + 1)
}
