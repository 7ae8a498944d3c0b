// Works through many items without keeping the event loop from other requests: after a few
// milliseconds, whatever else waits has its turn. Lesson: event-loop (tour)

import { setImmediate } from 'node:timers/promises'

// Short enough that nobody notices a few of them in a row.
const sliceMs = 8

/** Gives the items in groups of at most `most`, smaller ones where the items take long to make. */
export async function* takeTurns<Item>(
  items: Iterable<Item>, most: number,
): AsyncGenerator<Item[], undefined> {
  let group: Item[] = []
  let start = performance.now()
  for (const item of items) {
    group.push(item)
    if (group.length < most && performance.now() - start < sliceMs) continue
    yield group
    group = []
    await setImmediate()
    start = performance.now()
  }
  if (group.length > 0) yield group
}
