// The numbers of one link, read from the roll-ups and never by counting visits: a link with ten
// million clicks takes no longer than a new one. Lesson: counting-clicks (tour)

import { dayMs, formatTime, hourMs } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'

export type Point = { time: string; people: number; bots: number }

export type DayPoint = Point & { visitors: number }

export type Source = { name: string; visits: number }

export type Statistics = {
  people: number
  bots: number
  /** What another service had counted before the link moved here. */
  importedClicks: number
  /** One for each day, oldest first, the current day last; days without visits are 0. */
  days: DayPoint[]
  /** One for each of the last 48 hours, oldest first. */
  hours: Point[]
  referrers: Source[]
  browsers: Source[]
  devices: Source[]
}

export type Period = { now: number; days: number }

type HourRow = { hour: number; people: number; bots: number }

const shownHours = 48
const mostSources = 20

/** Reads a link's numbers for the last days (UTC). All of them are from one snapshot. */
export async function readStatistics(
  database: Database,
  link: { id: number; people: number; bots: number; importedClicks: number },
  { now, days }: Period,
): Promise<Statistics> {
  const lastHour = Math.floor(now / hourMs)
  const lastDay = Math.floor(now / dayMs)
  const firstDay = lastDay - days + 1
  const firstHour = Math.min(firstDay * 24, lastHour - shownHours + 1)
  const [hours, visitors, sources] = await Promise.all([
    database.all(sql<HourRow>`
      select hour, people, bots from link_hours where link = ${link.id} and hour >= ${firstHour}`),
    database.all(sql<{ day: number; visitors: number }>`
      select day, visitors from link_days where link = ${link.id} and day >= ${firstDay}`),
    database.all(sql<Source & { kind: string }>`
      select kind, name, visits from link_sources where link = ${link.id}
      order by visits desc, name`),
  ])
  const visitorsOf = new Map(visitors.map((row) => [row.day, row.visitors]))
  const sourcesOf = (kind: string) => sources
    .filter((source) => source.kind === kind)
    .slice(0, mostSources)
    .map(({ name, visits }) => ({ name, visits }))
  return {
    people: link.people,
    bots: link.bots,
    importedClicks: link.importedClicks,
    days: series(hours, { first: firstDay, last: lastDay, lengthMs: dayMs })
      .map((point, index) => ({ ...point, visitors: visitorsOf.get(firstDay + index) ?? 0 })),
    hours: series(hours, { first: lastHour - shownHours + 1, last: lastHour, lengthMs: hourMs }),
    referrers: sourcesOf('referrer'),
    browsers: sourcesOf('browser'),
    devices: sourcesOf('device'),
  }
}

/** Reads people a day for several links at once, for the small charts of a list. */
export async function readDailyPeople(
  database: Database,
  linkIds: readonly number[],
  { now, days }: Period,
): Promise<Map<number, number[]>> {
  const firstDay = Math.floor(now / dayMs) - days + 1
  const rows = await database.all(sql<{ link: number; day: number; people: number }>`
    select link, hour / 24 as day, sum(people) as people from link_hours
    where link in (select value from json_each(${JSON.stringify(linkIds)}))
      and hour >= ${firstDay * 24}
    group by link, day`)
  const charts = new Map(linkIds.map((id) => [id, new Array<number>(days).fill(0)]))
  for (const { link, day, people } of rows) {
    const chart = charts.get(link)
    if (chart !== undefined) chart[day - firstDay] = people
  }
  return charts
}

type Span = { first: number; last: number; lengthMs: number }

// Adds hours up to days, or leaves them as they are, and fills the gaps with zeros.
function series(rows: readonly HourRow[], { first, last, lengthMs }: Span): Point[] {
  const points: Point[] = []
  for (let number = first; number <= last; number += 1) {
    points.push({ time: formatTime(number * lengthMs), people: 0, bots: 0 })
  }
  for (const { hour, people, bots } of rows) {
    const point = points[Math.floor(hour * hourMs / lengthMs) - first]
    if (point === undefined) continue
    point.people += people
    point.bots += bots
  }
  return points
}
