// The numbers of a running server, for a program like Prometheus that reads them every few seconds
// and draws them over time. A counter only grows, a gauge goes up and down, and a histogram counts
// how many values were at most so large. Lesson: metrics-and-traces (core)
//
//   const made = metrics.counter('links_made_total', 'Links that were made.', ['origin'])
//   made.add(['api'])                                     links_made_total{origin="api"} 1

import type { Family, Labels, Sample } from './family.ts'
import { Histogram } from './histogram.ts'

/** A value of a gauge; several of them differ in their labels. */
type Reading = { labels?: Labels; value: number }

export type Counter = {
  /** Adds 1, or what is said. The values of the labels have the order of their names. */
  add(labels?: readonly string[], amount?: number): void
}

export type Observer = {
  /** Counts one value. The values of the labels have the order of their names. */
  observe(value: number, labels?: readonly string[]): void
}

type Metric = Omit<Family, 'samples'> & { read(): readonly Sample[] | Promise<readonly Sample[]> }

/** All metrics of a process, by their names. */
export class Metrics {
  readonly #metrics = new Map<string, Metric>()

  /** Adds a counter. Its name ends with the unit, if it has one, and `_total`. */
  counter(name: string, help: string, labelNames: readonly string[] = []): Counter {
    const series = new Series(labelNames, () => ({ count: 0 }))
    this.#add({ name, help, type: 'counter', read: () => series.read(({ count }) => [
      { suffix: '', labels: {}, value: count },
    ]) })
    return { add: (labels = [], amount = 1) => { series.of(labels).count += amount } }
  }

  /** Adds a histogram whose buckets end at `bounds`. */
  histogram(
    name: string, help: string,
    { bounds, labelNames = [] }: { bounds: readonly number[]; labelNames?: readonly string[] },
  ): Observer {
    const series = new Series(labelNames, () => new Histogram(bounds))
    const read = () => series.read((histogram) => histogram.samples())
    this.#add({ name, help, type: 'histogram', read })
    return { observe: (value, labels = []) => series.of(labels).observe(value) }
  }

  /** Adds a number that is read when somebody asks for it. */
  gauge(name: string, help: string, read: Read): void {
    this.#add({ name, help, type: 'gauge', read: async () => toSamples(await read()) })
  }

  /** Adds a counter that is kept elsewhere, and read when somebody asks for it. */
  total(name: string, help: string, read: Read): void {
    this.#add({ name, help, type: 'counter', read: async () => toSamples(await read()) })
  }

  /** Reads all metrics. A gauge that can't be read now has no lines. */
  read(): Promise<Family[]> {
    return Promise.all([...this.#metrics.values()].map(async ({ read, ...metric }) => {
      try {
        return { ...metric, samples: await read() }
      } catch {
        return { ...metric, samples: [] }
      }
    }))
  }

  #add(metric: Metric): void {
    const { name, type } = metric
    if ((type === 'counter') !== name.endsWith('_total')) {
      throw refusal(name, 'counters, and only they, have names that end with _total')
    }
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw refusal(name, 'use lower case letters, digits and _')
    if (this.#metrics.has(name)) throw refusal(name, 'there is one with this name')
    this.#metrics.set(name, metric)
  }
}

type Readings = number | readonly Reading[]
type Read = () => Readings | Promise<Readings>

/** The values of a metric, one for each combination of its labels' values. */
class Series<Value> {
  readonly #names: readonly string[]
  readonly #make: () => Value
  readonly #values = new Map<string, { labels: Labels; value: Value }>()

  constructor(names: readonly string[], make: () => Value) {
    this.#names = names
    this.#make = make
    // What has happened zero times is a number too, if there is nothing to tell apart.
    if (names.length === 0) this.of([])
  }

  of(labels: readonly string[]): Value {
    const key = labels.join('\n')
    let found = this.#values.get(key)
    if (found === undefined) {
      const pairs = this.#names.map((name, index) => [name, labels[index] ?? ''])
      this.#values.set(key, found = { labels: Object.fromEntries(pairs), value: this.#make() })
    }
    return found.value
  }

  read(samplesOf: (value: Value) => readonly Sample[]): Sample[] {
    return [...this.#values.values()].flatMap(({ labels, value }) =>
      samplesOf(value).map((sample) => ({ ...sample, labels: { ...labels, ...sample.labels } })))
  }
}

function toSamples(readings: Readings): Sample[] {
  const list = typeof readings === 'number' ? [{ value: readings }] : readings
  return list.map(({ labels = {}, value }) => ({ suffix: '', labels, value }))
}

function refusal(name: string, reason: string): Error {
  return new Error(`Cannot add the metric ${name}: ${reason}`)
}
