// What a metric says when it is read: its name, its meaning, and a line for each value.
// Lesson: metrics-and-traces (tour)

/** What one value is about. Values of labels come from our own code, never from a client. */
export type Labels = Readonly<Record<string, string>>

/** One line of a metric: the suffix, such as `_sum`, comes after its name. */
export type Sample = { suffix: string; labels: Labels; value: number }

/** A metric with all its lines. */
export type Family = {
  name: string
  help: string
  type: 'counter' | 'gauge' | 'histogram'
  samples: readonly Sample[]
}
