// The file with which `npm run share` tells a running server its public address: share.json in the
// data folder. There's no HTTP endpoint for it, because requests through a tunnel come from
// 127.0.0.1 too. Only a file of our own user counts, one that nobody else can read, and only while
// it's fresh: `npm run share` renews its date every two seconds, so it can't outlive a crash.
// Lesson: share-it (tour)

import { constants } from 'node:fs'
import { open, rename, rm, utimes, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { check, integer, object, string } from '../basics/check.ts'
import { isLocalOrigin } from '../basics/config.ts'
import { toOrigin } from '../http/origin.ts'

export type Share = {
  /** The public address, such as `https://go.example`. */
  origin: string
  /** How many proxies at the end of X-Forwarded-For are believed. */
  trustedHops: number
  /** The process that wrote the file. */
  process: number
}

/** What the file says now: `problem` is set when there is a file that doesn't count. */
export type ShareState = { share?: Share; problem?: string }

export type ReadOptions = {
  now?: number
  /** How old it may be. */
  longestMs?: number
  /** The user whose file counts: by default the one who runs this process. */
  user?: number | undefined
}

export const shareFileName = 'share.json'
/** How often its date is renewed. */
export const renewMs = 2_000
const freshMs = 10_000
const longestFile = 1_024

const content = object({
  origin: string({ max: 300 }),
  trustedHops: integer({ min: 0, max: 10 }),
  process: integer({ min: 1, max: 2 ** 32 }),
})

/** Writes the file under another name first, so that nobody reads half of it. */
export async function writeShare(folder: string, share: Share): Promise<void> {
  const path = join(folder, shareFileName)
  const draft = `${path}.${process.pid}`
  await rm(draft, { force: true })
  await writeFile(draft, JSON.stringify(share), { mode: 0o600, flag: 'wx' })
  await rename(draft, path)
}

/**
 * Keeps the file fresh. One that's gone, or that doesn't count any more, is written again. One that
 * another process has put in its place is left alone, and given.
 */
export async function renewShare(folder: string, share: Share): Promise<Share | undefined> {
  const { share: found } = await readShare(folder, { longestMs: Infinity })
  if (found !== undefined && found.process !== share.process) return found
  // Even a full disk has room for a new date.
  if (found !== undefined) await utimes(join(folder, shareFileName), new Date(), new Date())
  else await writeShare(folder, share)
  return undefined
}

/** Removes the file, if this process has written it: our own unless said otherwise. */
export async function removeShare(folder: string, writer = process.pid): Promise<void> {
  const { share } = await readShare(folder, { longestMs: Infinity })
  if (share?.process === writer) await rm(join(folder, shareFileName), { force: true })
}

/** Reads the file. Without one, or with one that isn't fresh, nothing is shared. */
export async function readShare(
  folder: string,
  { now = Date.now(), longestMs = freshMs, user = process.getuid?.() }: ReadOptions = {},
): Promise<ShareState> {
  let file: FileHandle | undefined
  try {
    file = await openSafely(join(folder, shareFileName))
    return await readOpen(file, { now, longestMs, user })
  } catch (error) {
    if (isMissing(error)) return {}
    return { problem: error instanceof Error ? error.message : String(error) }
  } finally {
    await file?.close()
  }
}

// No link is followed, and a pipe isn't waited for. (Windows has neither flag.)
function openSafely(path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  return open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
}

async function readOpen(
  file: FileHandle,
  { now, longestMs, user }: { now: number; longestMs: number; user: number | undefined },
): Promise<ShareState> {
  const stat = await file.stat()
  if (!stat.isFile()) return { problem: "it isn't a file" }
  if (user !== undefined && stat.uid !== user) return { problem: 'it belongs to another user' }
  // Windows has no such bits: there, the folder says who can write to it.
  if (user !== undefined && (stat.mode & 0o077) !== 0) {
    return { problem: 'other users can read it: it must have the mode 0600' }
  }
  if (stat.size > longestFile) return { problem: `it has more than ${longestFile} bytes` }
  if (Math.abs(now - stat.mtimeMs) > longestMs) return {}
  const { bytesRead, buffer } = await file.read(Buffer.alloc(longestFile), 0, longestFile, 0)
  return parseShare(buffer.toString('utf8', 0, bytesRead))
}

function parseShare(text: string): ShareState {
  const result = check(content, JSON.parse(text))
  if ('issues' in result) {
    return { problem: result.issues.map(({ field, message }) => `${field} ${message}`).join('; ') }
  }
  const { origin } = result.value
  if (toOrigin(origin) !== origin || !origin.startsWith('https:') || isLocalOrigin(origin)) {
    return { problem: `${JSON.stringify(origin)} isn't a public address like https://go.example` }
  }
  return { share: result.value }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
