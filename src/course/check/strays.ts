// Processes that left the group of the program that started them, as daemons do (setsid). They are
// known by a variable that they inherited. Only Linux shows the variables of other processes.

import { readdirSync, readFileSync } from 'node:fs'

/** The variable that a program and all its descendants carry. */
export const markVariable = 'GROUNDWORK_PROGRAM'

/** Ends every process that carries this mark, which the process with this id was the first to. */
export function killMarked(mark: string, firstId: number, variable = markVariable): void {
  if (process.platform !== 'linux') return
  // Newer processes have higher ids, until the numbers begin anew.
  const oldest = lastId() < firstId ? 0 : firstId
  for (const name of readdirSync('/proc')) {
    if (Number(name) > oldest && isMarked(name, `${variable}=${mark}`)) kill(Number(name))
  }
}

// The id of the newest process of the system is the last word of this file (proc(5)).
function lastId(): number {
  return Number(readFileSync('/proc/loadavg', 'latin1').split(' ').at(-1))
}

function isMarked(processId: string, setting: string): boolean {
  try {
    return readFileSync(`/proc/${processId}/environ`, 'latin1').includes(setting)
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
