// Processes that left the group of the program that started them, as daemons do (setsid). They are
// known by a variable that they inherited. Only Linux shows the variables of other processes.

import { readdirSync, readFileSync } from 'node:fs'

/** The variable that a program and all its descendants carry. */
export const markVariable = 'GROUNDWORK_PROGRAM'

/** Ends every process that carries this mark. */
export function killMarked(mark: string): void {
  if (process.platform !== 'linux') return
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && isMarked(name, mark)) kill(Number(name))
  }
}

function isMarked(processId: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${processId}/environ`, 'latin1').includes(`${markVariable}=${mark}`)
  } catch {
    // It is gone, or it belongs to somebody else.
    return false
  }
}

function kill(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL')
  } catch {
    // It is gone by itself.
  }
}
