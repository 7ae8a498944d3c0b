// A histogram counts how many values were at most 1 ms, 5 ms and so on. From these counts, which
// several servers can add up, comes any percentile later; from an average comes none.
// Lesson: metrics-and-traces (core)

import type { Sample } from './family.ts'

export class Histogram {
  readonly #bounds: readonly number[]
  // One count for each bucket; the last is for what is larger than all bounds.
  readonly #counts: number[]
  #sum = 0

  /** `bounds` are the largest values of the buckets, in ascending order. */
  constructor(bounds: readonly number[]) {
    if (bounds.some((bound, index) => !(bound > (bounds[index - 1] ?? -Infinity)))) {
      throw new Error(`The bounds of a histogram must ascend: ${bounds.join(', ')}`)
    }
    this.#bounds = bounds
    this.#counts = new Array<number>(bounds.length + 1).fill(0)
  }

  observe(value: number): void {
    const found = this.#bounds.findIndex((bound) => value <= bound)
    const index = found === -1 ? this.#bounds.length : found
    this.#counts[index] = (this.#counts[index] ?? 0) + 1
    this.#sum += value
  }

  /** Gives the lines of the histogram. Each bucket contains those before it. */
  samples(): Sample[] {
    let count = 0
    const buckets = [...this.#bounds, Infinity].map((bound, index) => {
      count += this.#counts[index] ?? 0
      const le = bound === Infinity ? '+Inf' : String(bound)
      return { suffix: '_bucket', labels: { le }, value: count }
    })
    return [
      ...buckets,
      { suffix: '_sum', labels: {}, value: this.#sum },
      { suffix: '_count', labels: {}, value: count },
    ]
  }
}
