// Reads what `node --cpu-prof` wrote and tells in which functions the time was spent.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Table } from './report.ts'

type CpuProfile = {
  nodes: { id: number; callFrame: CallFrame }[]
  samples: number[]
  timeDeltas: number[]
}
type CallFrame = { functionName: string; url: string; lineNumber: number }

const shownFunctions = 30

/** Returns the functions that took the most time by themselves, as parts of the time not idle. */
export function profileTable(folder: string): Table {
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'))
  if (file === undefined) throw new Error(`Cannot find a profile in ${folder}`)
  const profile: CpuProfile = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const times = timeOfFunctions(profile)
  times.delete('(idle)')
  const total = times.values().reduce((sum, time) => sum + time, 0)
  const longestFirst = Array.from(times).sort(([, one], [, other]) => other - one)
  const lines = longestFirst
    .slice(0, shownFunctions)
    .map(([name, time]) => [name, `${((100 * time) / total).toFixed(1)} %`])
  return { header: ['function', 'time by itself'], lines }
}

function timeOfFunctions({ nodes, samples, timeDeltas }: CpuProfile): Map<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map<string, number>()
  samples.forEach((id, index) => {
    const name = names.get(id) ?? '(unknown)'
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0))
  })
  return times
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  if (url === '') return functionName
  const place = url.split('/').slice(-2).join('/')
  return `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`
}
