// Keeps server and load generator apart, one on each core, and tells how busy the cores were and
// how much of that was the server's: only a core full of the server measures the server.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Command } from './processes.ts'

/** Ticks since the machine, or the process, started. */
export type CpuReading = { server: CoreTicks; load: CoreTicks; process: number }

export type CpuUse = {
  /** How busy the cores were, from 0 to 1. */
  serverCore: number
  loadCore: number
  /** How much of its core the server itself had, from 0 to 1, and for how long. */
  serverShare: number
  serverSeconds: number
}

type CoreTicks = { busy: number; total: number }

const serverCore = 0
const loadCore = 1
// USER_HZ: the same on every Linux.
const ticksPerSecond = 100

/** True where there are two cores and Linux's taskset to choose between them. */
export const canPin =
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).error === undefined

/** Returns the command that runs this one on the server's core; the process id stays the same. */
export function onServerCore(command: Command): Command {
  return canPin ? ['taskset', '-c', String(serverCore), ...command] : command
}

/** Returns the command that runs this one on the load generator's core. */
export function onLoadCore(command: Command): Command {
  return canPin ? ['taskset', '-c', String(loadCore), ...command] : command
}

/** Reads the two cores and a process; undefined where they are not kept apart. */
export function readCpu(processId: number | undefined): CpuReading | undefined {
  if (!canPin || processId === undefined) return undefined
  const lines = readFileSync('/proc/stat', 'utf8').split('\n')
  const server = coreTicks(lines, serverCore)
  const load = coreTicks(lines, loadCore)
  return { server, load, process: processTicks(processId) }
}

/** Returns the CPU time of a process in seconds; it's counted in hundredths. */
export function processSeconds(processId: number): number {
  return processTicks(processId) / ticksPerSecond
}

/** Returns what was used between two readings. */
export function useBetween(
  before: CpuReading | undefined,
  after: CpuReading | undefined,
): CpuUse | undefined {
  if (before === undefined || after === undefined) return undefined
  const serverTicks = after.process - before.process
  return {
    serverCore: busyShare(before.server, after.server),
    loadCore: busyShare(before.load, after.load),
    serverShare: serverTicks / (after.server.total - before.server.total),
    serverSeconds: serverTicks / ticksPerSecond,
  }
}

function coreTicks(lines: readonly string[], core: number): CoreTicks {
  const line = lines.find((line) => line.startsWith(`cpu${core} `)) ?? ''
  // proc(5): user, nice, system, idle, iowait, irq, softirq, steal; user includes the guests.
  const ticks = line.split(' ').slice(1, 9).map(Number)
  const total = ticks.reduce((sum, value) => sum + value, 0)
  const [, , , idle = 0, waiting = 0] = ticks
  return { busy: total - idle - waiting, total }
}

function processTicks(processId: number): number {
  const line = readFileSync(`/proc/${processId}/stat`, 'utf8')
  // proc(5): utime and stime are fields 14 and 15; the second, the name, may hold spaces.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

function busyShare(before: CoreTicks, after: CoreTicks): number {
  return (after.busy - before.busy) / (after.total - before.total)
}
