// The numbers of one link, read from the roll-ups and never by counting visits: a link with ten
// million clicks takes no longer than a new one. Lesson: counting-clicks (tour)

import { dayMs } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'
import { formatDay, longestPeriod, mostDays, type Period } from './period.ts'
import { addUp, Series, type DayPoint, type HourRow, type Point } from './series.ts'

type Source = { name: string; visits: number }

export type Statistics = {
  /** All clicks of the link, and not only those of the period. */
  people: number
  bots: number
  /** What another service had counted before the link moved here. */
  importedClicks: number
  /** The first and the last day of the period. */
  from: string
  to: string
  /** The sums of the period. */
  totals: Omit<DayPoint, 'time'>
  /** One for each day, oldest first; days without visits are 0. None in a period of over a year. */
  days: DayPoint[]
  /** One for each month of a period of over a year, in place of the days. */
  months: DayPoint[]
  /** One for each of the last 48 hours of the period, oldest first. */
  hours: Point[]
  /** Where people came from and with what, since the link was made: these have no days. */
  referrers: Source[]
  browsers: Source[]
  devices: Source[]
}

type CountedLink = { id: number; people: number; bots: number; importedClicks: number }

type Span = { link: number; first: number; last: number }

const mostSources = 20

/** Reads a link's numbers in a period. */
export async function readStatistics(
  database: Database,
  { id, people, bots, importedClicks }: CountedLink,
  period: Period,
): Promise<Statistics> {
  const { lastDay, firstHour, lastHour } = period
  const firstDay = period.firstDay ?? await readFirstDay(database, id, lastDay)
  const isLong = lastDay - firstDay >= mostDays
  const [points, hours, sources] = await Promise.all([
    readPoints(database, { link: id, first: firstDay, last: lastDay }, isLong ? 'month' : 'day'),
    readHours(database, { link: id, first: firstHour, last: lastHour }),
    readSources(database, id),
  ])
  return {
    people,
    bots,
    importedClicks,
    from: formatDay(firstDay),
    to: formatDay(lastDay),
    totals: addUp(points),
    days: isLong ? [] : points,
    months: isLong ? points : [],
    hours,
    ...sources,
  }
}

/** Reads people a day for several links at once, for the small charts of a list. */
export async function readDailyPeople(
  database: Database,
  linkIds: readonly number[],
  { now, days }: { now: number; days: number },
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

// A click that was counted while the clock was wrong may seem to be much older than the link.
async function readFirstDay(database: Database, link: number, lastDay: number): Promise<number> {
  const row = await database.one(sql<{ hour: number }>`
    select hour from link_hours where link = ${link} order by hour limit 1`)
  const firstDay = row === undefined ? lastDay : Math.floor(row.hour / 24)
  return Math.max(Math.min(firstDay, lastDay), lastDay - longestPeriod + 1)
}

// A year at a time, so that other requests take their turn in between. Up to a year, everything
// that is read here is from one snapshot.
async function readPoints(
  database: Database, { link, first, last }: Span, unit: 'day' | 'month',
): Promise<DayPoint[]> {
  const points = new Series(unit, { first: first * 24, last: last * 24 })
  for (let day = first; day <= last; day += mostDays) {
    const lastOfYear = Math.min(day + mostDays - 1, last)
    const [clicks, visitors] = await Promise.all([
      readClicks(database, { link, first: day * 24, last: lastOfYear * 24 + 23 }),
      readVisitors(database, { link, first: day, last: lastOfYear }),
    ])
    points.add(clicks)
    points.add(visitors)
  }
  return points.all()
}

async function readHours(database: Database, span: Span): Promise<Point[]> {
  const points = new Series('hour', span)
  points.add(await readClicks(database, span))
  return points.all().map(({ time, people, bots }) => ({ time, people, bots }))
}

function readClicks(database: Database, { link, first, last }: Span): Promise<HourRow[]> {
  return database.all(sql<HourRow>`
    select hour, people, bots, 0 as visitors from link_hours
    where link = ${link} and hour between ${first} and ${last}`)
}

function readVisitors(database: Database, { link, first, last }: Span): Promise<HourRow[]> {
  return database.all(sql<HourRow>`
    select day * 24 as hour, 0 as people, 0 as bots, visitors from link_days
    where link = ${link} and day between ${first} and ${last}`)
}

async function readSources(
  database: Database, link: number,
): Promise<Pick<Statistics, 'referrers' | 'browsers' | 'devices'>> {
  const sources = await database.all(sql<Source & { kind: string }>`
    select kind, name, visits from link_sources where link = ${link}
    order by visits desc, name`)
  const sourcesOf = (kind: string) => sources
    .filter((source) => source.kind === kind)
    .slice(0, mostSources)
    .map(({ name, visits }) => ({ name, visits }))
  return {
    referrers: sourcesOf('referrer'),
    browsers: sourcesOf('browser'),
    devices: sourcesOf('device'),
  }
}
