// Counts the transactions that are committed to a SQLite file, from its bytes, so that it works for
// a program in any language. https://sqlite.org/fileformat2.html, sections 1.3.7 and 4.1.

import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { readIfThere } from './readIfThere.ts'

const headerLength = 32
const frameHeaderLength = 24
const changeCounterAt = 24
const waitMs = 1_000

/** Counts the transactions that are committed to a file while `work` runs. */
export async function countCommits(path: string, work: () => Promise<unknown>): Promise<number> {
  // As long as somebody reads an old state, SQLite begins the log anew at most once: with the first
  // transaction, when all that is in the log was copied into the file before.
  const reader = new DatabaseSync(path, { readOnly: true, timeout: waitMs })
  try {
    if (reader.prepare('pragma journal_mode').get()?.['journal_mode'] !== 'wal') {
      return await countChanges(path, work)
    }
    reader.exec('begin; select count(*) from sqlite_schema')
    const before = readLog(path)
    await work()
    const after = readLog(path)
    return after.salt === before.salt ? after.commits - before.commits : after.commits
  } finally {
    reader.close()
  }
}

// Without a log, each transaction adds 1 to a counter in the file.
async function countChanges(path: string, work: () => Promise<unknown>): Promise<number> {
  const before = readFileSync(path).readUInt32BE(changeCounterAt)
  await work()
  return readFileSync(path).readUInt32BE(changeCounterAt) - before
}

type Log = { commits: number; salt: string }

// The frames of the log that belong to it: older ones, with another salt, may follow.
function readLog(path: string): Log {
  const log = readIfThere(`${path}-wal`)
  if (log.length < headerLength) return { commits: 0, salt: '' }
  const salt = log.subarray(16, 24)
  const frameLength = frameHeaderLength + log.readUInt32BE(8)
  let commits = 0
  for (let at = headerLength; at + frameLength <= log.length; at += frameLength) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break
    // The last frame of a transaction has the size of the file; the others have 0.
    if (log.readUInt32BE(at + 4) > 0) commits += 1
  }
  return { commits, salt: salt.toString('hex') }
}
