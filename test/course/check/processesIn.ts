// The processes that still run in a folder, for tests which say that nothing is left.

import { readdirSync, readlinkSync } from 'node:fs'

/** Gives the ids of the processes whose folder this is. Only Linux tells; elsewhere it's empty. */
export function processesIn(folder: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      return readlinkSync(`/proc/${name}/cwd`) === folder
    } catch {
      return false
    }
  })
}
