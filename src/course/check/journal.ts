// Whether a transaction was written with a journal beside its database file, which is what undoes
// half of it after a crash. https://sqlite.org/tempfiles.html, sections 2.1 and 2.2

import { statSync, utimesSync } from 'node:fs'
import { dirname } from 'node:path'

// A time at which nobody has made a file.
const longAgo = new Date('2001-01-01T00:00:00Z')

/**
 * Says whether there was a journal while `work` ran. A usual one is deleted after the commit, which
 * changes the time of its folder; all others stay.
 */
export async function hasJournalDuring(
  path: string, work: () => Promise<unknown>,
): Promise<boolean> {
  const folder = dirname(path)
  utimesSync(folder, longAgo, longAgo)
  await work()
  const isThere = ['-journal', '-wal'].some((ending) =>
    statSync(path + ending, { throwIfNoEntry: false }) !== undefined)
  return isThere || statSync(folder).mtimeMs !== longAgo.getTime()
}
