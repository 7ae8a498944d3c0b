// What processes have used until now, as Linux counts it.
//
// Lesson: outgrowing-one-machine (appendix)

import { existsSync, readFileSync } from 'node:fs'
import { processSeconds } from '../../bench/cores.ts'

export type Usage = { cpuSeconds: number; writtenBytes: number }

const isCounted = existsSync('/proc/self/io')

/** Adds up the CPU time of processes, and what they had the disk write; NaN if nobody counts it. */
export function readUsage(processIds: readonly (number | undefined)[]): Usage {
  const usage = { cpuSeconds: isCounted ? 0 : NaN, writtenBytes: isCounted ? 0 : NaN }
  for (const id of processIds) {
    if (!isCounted || id === undefined) continue
    usage.cpuSeconds += processSeconds(id)
    usage.writtenBytes += writtenBytes(id)
  }
  return usage
}

/** Gives what was used between two readings. */
export function usedBetween(before: Usage, after: Usage): Usage {
  return {
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    writtenBytes: after.writtenBytes - before.writtenBytes,
  }
}

function writtenBytes(id: number): number {
  const text = readFileSync(`/proc/${id}/io`, 'utf8')
  return Number(/^write_bytes: (\d+)$/m.exec(text)?.[1] ?? NaN)
}
