// Which bytes of a conversation are shown as wrong. A chunked body is marked without the sizes of
// its chunks, which aren't what is wrong with it.

import type { Place } from './exchange.ts'
import type { WireTurn } from './report.ts'
import { labelWire } from './wire.ts'

/** Gives the places, in order; none when nothing is marked. */
export function markedPlaces({ bytes, mark }: WireTurn): readonly Place[] {
  if (mark === undefined) return []
  const inside = labelWire(bytes)
    .filter(({ start, end }) => start < mark.end && end > mark.start)
  const [first] = inside
  const chunks = inside.filter(({ kind }) => kind === 'body')
  const isChunkedBody = first?.kind === 'chunk-size' && first.start === mark.start
  if (!isChunkedBody || chunks.length === 0) return [mark]
  return chunks.map(({ start, end }) => ({ start, end: Math.min(end, mark.end) }))
}
