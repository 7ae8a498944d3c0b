// The days that statistics are about: the last so many, a range, or all. They are days in UTC, as
// the counters are. Lesson: pages-filters-sorting (tour)

import { isDay } from '../../../basics/check.ts'
import { dayMs, formatTime, hourMs } from '../../../basics/clock.ts'
import { readAmount } from '../../site/input.ts'
import { refuse } from '../../site/refusal.ts'
import { count, numberText } from '../../site/texts.ts'

/** Days and hours are counted from 1970; the first and the last belong to the period. */
export type Period = {
  /** Null for all: from the first click on. */
  firstDay: number | null
  lastDay: number
  /** The hours that are shown one by one: the last two days of the period. */
  firstHour: number
  lastHour: number
}

/** A longer period is shown in months. */
export const mostDays = 366

/** The most days that can be asked for at once: ten years. */
export const longestPeriod = 3_653

const usualDays = 30
const shownHours = 48

/**
 * Reads a period from a query: `days=7`, `days=all`, or `from=2026-11-01&to=2026-11-30`, where one
 * of the two is enough. Throws a Refusal `invalid`.
 */
export function readPeriod(
  query: URLSearchParams, { now, usual = usualDays }: { now: number; usual?: number },
): Period {
  const [from, to] = [readDay(query, 'from'), readDay(query, 'to')]
  if (from === undefined && to === undefined) return readLastDays(query, { now, usual })
  if (query.has('days')) {
    throw refuse('invalid', "Write either days, or from and to: they can't be combined", 'days')
  }
  const lastDay = to ?? Math.floor(now / dayMs)
  return checkRange({ firstDay: from ?? lastDay - usual + 1, lastDay }, now)
}

/** Formats a day as it's written in a query: `2026-11-30`. */
export function formatDay(day: number): string {
  return formatTime(day * dayMs).slice(0, 10)
}

function readDay(query: URLSearchParams, name: 'from' | 'to'): number | undefined {
  const text = query.get(name) ?? ''
  if (text === '') return undefined
  const timeMs = /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text) ? Date.parse(text) : NaN
  if (timeMs >= 0) return timeMs / dayMs
  if (timeMs < 0) throw refuse('invalid', 'Write a day from 1970-01-01 on', name)
  throw refuse('invalid', 'Write a day like 2026-11-30', name)
}

// All hours up to now are shown, even if there are more of them than in the period.
function readLastDays(
  query: URLSearchParams, { now, usual }: { now: number; usual: number },
): Period {
  const isAll = query.get('days') === 'all'
  const days = isAll ? 0 : readAmount(query, 'days', { usual, most: mostDays })
  const lastDay = Math.floor(now / dayMs)
  const lastHour = Math.floor(now / hourMs)
  const firstDay = isAll ? null : lastDay - days + 1
  return { firstDay, lastDay, firstHour: lastHour - shownHours + 1, lastHour }
}

function checkRange(
  { firstDay, lastDay }: { firstDay: number; lastDay: number }, now: number,
): Period {
  if (firstDay > lastDay) {
    const [from, to] = [formatDay(firstDay), formatDay(lastDay)]
    throw refuse('invalid', `${from} is after ${to}: the first day must come first`, 'from')
  }
  const length = lastDay - firstDay + 1
  if (length > longestPeriod) {
    const message = `These are ${count(length, 'day')}: choose at most ${numberText(longestPeriod)}`
    throw refuse('invalid', message, 'from')
  }
  const lastHour = Math.min(lastDay * 24 + 23, Math.floor(now / hourMs))
  const firstHour = Math.max(firstDay * 24, lastHour - shownHours + 1)
  return { firstDay, lastDay, firstHour, lastHour }
}
