// The one exception to "every click is counted": while nothing can be stored (the disk is full, or
// another program holds the lock), a link without a visit limit still leads to its target. A visit
// limit is a promise, so a link that has one waits until its clicks can be counted.
//
// Lesson: counting-clicks (tour)

import type { Clock } from '../../../basics/clock.ts'
import type { Log } from '../../../basics/log.ts'
import { isUnavailable, type Database } from '../../../database/database.ts'
import type { Clicks, Destination, Visit } from './clicks.ts'
import { stateOf } from '../links.ts'
import { findLink } from '../store.ts'

type Options = { database: Database; clock: Clock; log: Log | undefined }

/**
 * Adds the exception to the counting of clicks. Each uncounted click is a line in the log, and
 * `countsAgain`, to be called when something could be stored, writes how many there were.
 */
export function followUncounted(
  counted: Clicks, { database, clock, log }: Options,
): { clicks: Clicks; countsAgain: () => void } {
  let uncounted = 0

  const countsAgain = () => {
    if (uncounted === 0) return
    log?.warn('clicks are counted again', { uncounted })
    uncounted = 0
  }

  const followAnyway = async (visit: Visit, error: Error): Promise<Destination | undefined> => {
    const link = await findLink(database, visit.slug)
    const state = link && stateOf(link, clock())
    const isOpen = state === 'open' || (state === 'locked' && visit.isUnlocked)
    if (link === undefined || !isOpen) return undefined
    if (link.visitLimit !== null) throw error
    uncounted += 1
    log?.warn('click not counted', { slug: link.slug, error: error.message })
    return link
  }

  const count = async (visit: Visit) => {
    try {
      const destination = await counted.count(visit)
      // Without one, perhaps nothing was stored.
      if (destination !== undefined) countsAgain()
      return destination
    } catch (error) {
      if (!isUnavailable(error)) throw error
      return followAnyway(visit, error)
    }
  }
  return { clicks: { ...counted, count }, countsAgain }
}
