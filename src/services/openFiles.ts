// Finds files in the data folder that other users of the machine can read. The database and its log
// contain password hashes, and a mail may contain a key to an account. What we make is private,
// whatever the umask; what an older version or a copy made may not be.
//
// Lesson: deploying (tour)

import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Log } from '../basics/log.ts'

export type OpenFile = {
  path: string
  /** Its rights, as `ls` and `chmod` write them: `644`. */
  mode: string
  /** The command that takes them away from everyone else. */
  command: string
}

// Nobody reads a longer list.
const mostFiles = 20

/** Finds the data folder, the outbox, and files in both, when others have rights to them. */
export function findOpenFiles(dataFolder: string): OpenFile[] {
  // Windows has rights of another kind.
  if (process.platform === 'win32') return []
  const folder = resolve(dataFolder)
  const outbox = join(folder, 'outbox')
  const paths = [folder, ...pathsIn(folder), ...pathsIn(outbox)]
  const open: OpenFile[] = []
  for (const path of paths) {
    const file = readRights(path)
    if (file !== undefined) open.push(file)
    if (open.length === mostFiles) break
  }
  return open
}

/** Writes a warning for each file that others have rights to. */
export function warnOfOpenFiles(dataFolder: string, log: Log): void {
  for (const { path, mode, command } of findOpenFiles(dataFolder)) {
    log.warn('other users have rights to this file', { path, mode, command })
  }
}

function pathsIn(folder: string): string[] {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder ? readdirSync(folder).sort().map((name) => join(folder, name)) : []
}

function readRights(path: string): OpenFile | undefined {
  // A link to nowhere, or a file that went away meanwhile, is open to nobody.
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined || (found.mode & 0o077) === 0) return undefined
  const mode = (found.mode & 0o777).toString(8).padStart(3, '0')
  return { path, mode, command: `chmod ${found.isDirectory() ? 700 : 600} ${quote(path)}` }
}

// For a shell: quotes keep a space, or anything else that the name has, from being read as syntax.
function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
