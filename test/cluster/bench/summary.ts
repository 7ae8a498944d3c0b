// Turns the measurements of several rounds into one line of the table. The machine is noisy: each
// round compares the CPU time of a request with that of the file's in the same round, and the
// median of the rounds counts.
//
// Lesson: outgrowing-one-machine (appendix)

import { median } from '../../bench/summary.ts'
import type { Measurement } from './measure.ts'

export type Summary = {
  perSecond: number
  /** The distance from the slowest to the fastest round, as a part of the median. */
  spread: number
  p50Ms: number
  p99Ms: number
  /** Over all rounds. */
  errors: number
  /** Of 1,000 requests. */
  serverCpuSeconds: number
  nodeCpuSeconds: number
  /** The CPU time of a request, divided by what it is with a file. */
  cpuRatio: number
  /** How many writes shared a transaction, and so an entry of the log. */
  writesPerCommit: number
  /** What servers and nodes had the disk write for a request. */
  writtenKib: number
}

/** Takes the median of every number, and the sum of the errors. `file` has the same rounds. */
export function summarize(
  rounds: readonly Measurement[], file: readonly Measurement[],
): Summary {
  const middle = (read: (round: Measurement) => number) => median(rounds.map(read))
  const perSecond = middle((round) => round.perSecond)
  const rates = rounds.map((round) => round.perSecond)
  return {
    perSecond,
    spread: (Math.max(...rates) - Math.min(...rates)) / perSecond,
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
    serverCpuSeconds: middle(({ servers, responses }) => (servers.cpuSeconds * 1_000) / responses),
    nodeCpuSeconds: middle(({ nodes, responses }) => (nodes.cpuSeconds * 1_000) / responses),
    cpuRatio: median(rounds.map((round, index) => cpuSeconds(round) / cpuSeconds(file[index]))),
    writesPerCommit: middle(({ writes, commits }) => writes / commits),
    writtenKib: middle(({ servers, nodes, responses }) =>
      (servers.writtenBytes + nodes.writtenBytes) / 1024 / responses),
  }
}

function cpuSeconds(round: Measurement | undefined): number {
  if (round === undefined) return NaN
  return ((round.servers.cpuSeconds + round.nodes.cpuSeconds) * 1_000) / round.responses
}
