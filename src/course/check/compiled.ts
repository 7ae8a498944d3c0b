// Where Node keeps what it has compiled of a learner's program: a check starts the same files
// several times, and each start after the first one takes half the time.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentWith } from '../../basics/config.ts'

let own: string | undefined

/** Gives the folder: the one that this process uses itself, or one that ends with it. */
export function compiledFolder(): string {
  const { NODE_COMPILE_CACHE } = environmentWith({})
  if (NODE_COMPILE_CACHE !== undefined && NODE_COMPILE_CACHE !== '') return NODE_COMPILE_CACHE
  return own ??= makeFolder()
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-compiled-'))
  process.on('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // A program that just ends still writes to it: the system empties its temporary folder.
    }
  })
  return folder
}
