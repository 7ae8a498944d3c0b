// Turns the hours that are stored into the points of a chart: hours, days or months, in the order
// of time and without gaps. Lesson: counting-clicks (tour)

import { dayMs, formatTime, hourMs } from '../../../basics/clock.ts'

export type Point = { time: string; people: number; bots: number }

/** Each visitor is counted once a day. */
export type DayPoint = Point & { visitors: number }

export type HourRow = Omit<DayPoint, 'time'> & { hour: number }

// Hours, days and months are counted from 1970, in UTC; months from the year 0.
const units = {
  hour: { numberOf: (hour: number) => hour, startOf: (hour: number) => hour * hourMs },
  day: {
    numberOf: (hour: number) => Math.floor(hour / 24), startOf: (day: number) => day * dayMs,
  },
  month: {
    numberOf(hour: number) {
      const date = new Date(hour * hourMs)
      return date.getUTCFullYear() * 12 + date.getUTCMonth()
    },
    startOf: (month: number) => Date.UTC(Math.floor(month / 12), month % 12),
  },
}

/** The points from one hour to another, zeros at first. */
export class Series {
  readonly #numberOf: (hour: number) => number
  readonly #points = new Map<number, DayPoint>()

  constructor(unit: keyof typeof units, { first, last }: { first: number; last: number }) {
    const { numberOf, startOf } = units[unit]
    this.#numberOf = numberOf
    for (let number = numberOf(first); number <= numberOf(last); number += 1) {
      const time = formatTime(startOf(number))
      this.#points.set(number, { time, people: 0, bots: 0, visitors: 0 })
    }
  }

  add(rows: readonly HourRow[]): void {
    for (const { hour, people, bots, visitors } of rows) {
      const point = this.#points.get(this.#numberOf(hour))
      if (point === undefined) continue
      point.people += people
      point.bots += bots
      point.visitors += visitors
    }
  }

  all(): DayPoint[] {
    return [...this.#points.values()]
  }
}

/** Adds up all points. */
export function addUp(points: readonly DayPoint[]): Omit<DayPoint, 'time'> {
  const totals = { people: 0, bots: 0, visitors: 0 }
  for (const { people, bots, visitors } of points) {
    totals.people += people
    totals.bots += bots
    totals.visitors += visitors
  }
  return totals
}
