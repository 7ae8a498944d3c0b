// Turns the measurements of several rounds into one line: medians, and how far the rounds differ.

import type { CpuUse } from './cores.ts'
import type { Outcome } from './load.ts'

export type Measurement = { outcome: Outcome; cpu: CpuUse | undefined }

export type Summary = {
  requestsPerSecond: number
  /** The distance from the slowest to the fastest round, as a part of the median. */
  spread: number
  p50Ms: number
  p99Ms: number
  /** Over all rounds. */
  errors: number
  /** Shares of a core from 0 to 1 and the server's own time; NaN where they are not known. */
  serverShare: number
  serverCore: number
  loadCore: number
  cpuUsPerRequest: number
  /** The floor's time for a request divided by this one's, round by round; NaN where unknown. */
  cpuRatio: number
}

/** Returns the middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = Math.floor(sorted.length / 2)
  const middle = sorted.length % 2 === 1 ? [half] : [half - 1, half]
  return middle.reduce((sum, index) => sum + (sorted[index] ?? NaN), 0) / middle.length
}

/** Takes the median of every number, and the sum of the errors. `floor` has the same rounds. */
export function summarize(
  rounds: readonly Measurement[], floor: readonly Measurement[],
): Summary {
  const outcomes = rounds.map((round) => round.outcome)
  const rates = outcomes.map(rateOf)
  const requestsPerSecond = median(rates)
  return {
    requestsPerSecond,
    spread: (Math.max(...rates) - Math.min(...rates)) / requestsPerSecond,
    p50Ms: median(outcomes.map((outcome) => outcome.p50Ms)),
    p99Ms: median(outcomes.map((outcome) => outcome.p99Ms)),
    errors: outcomes.reduce((sum, { refused, broken }) => sum + refused + broken, 0),
    serverShare: median(rounds.map(({ cpu }) => cpu?.serverShare ?? NaN)),
    serverCore: median(rounds.map(({ cpu }) => cpu?.serverCore ?? NaN)),
    loadCore: median(rounds.map(({ cpu }) => cpu?.loadCore ?? NaN)),
    cpuUsPerRequest: median(rounds.map(cpuUsPerRequest).filter(isNumber)),
    cpuRatio: median(pairedRatios(rounds, floor).filter(isNumber)),
  }
}

// What disturbs a round disturbs both of a pair.
function pairedRatios(rounds: readonly Measurement[], floor: readonly Measurement[]): number[] {
  return rounds.map((measurement, round) => {
    const paired = floor[round]
    return paired === undefined ? NaN : cpuUsPerRequest(paired) / cpuUsPerRequest(measurement)
  })
}

function isNumber(value: number): boolean {
  return !Number.isNaN(value)
}

function rateOf({ requests, refused, seconds }: Outcome): number {
  return (requests - refused) / seconds
}

function cpuUsPerRequest({ outcome, cpu }: Measurement): number {
  if (cpu === undefined || outcome.requests === 0) return NaN
  return (cpu.serverSeconds * 1e6) / outcome.requests
}
