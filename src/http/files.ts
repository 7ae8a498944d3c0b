// Opens the files below one folder, and nothing outside it. Everything that is sent is read from
// one handle, so the headers and the bytes belong to the same file even if it's replaced meanwhile.
// Lesson: static-files-and-caching (core)

import { open, realpath, stat, type FileHandle } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { ByteRange, Piece } from './ranges.ts'

export type FoundFile = { path: string; isFolder: boolean }

export type OpenFile = {
  path: string
  handle: FileHandle
  size: number
  /** When the content was written, as its writer says: it can be set to any date. */
  modifiedMs: number
  /** When the system last changed anything about the file: it can't be set. */
  changedMs: number
  /** Different after every change. */
  version: string
}

/**
 * Finds the file or folder that the names lead to from the root. Undefined if there is none, and
 * for hidden names, devices, and links that lead out of the root or to something hidden.
 *
 * `root` must be a real path; `names` are decoded segments of a URL's path.
 */
export async function findFile(
  root: string,
  names: readonly string[],
): Promise<FoundFile | undefined> {
  if (names.some(isUnsafe)) return undefined
  try {
    const path = await realpath(join(root, ...names))
    const inside = relative(root, path)
    // Outside the root, the first name is `..`; on another Windows drive it is absolute.
    if (isAbsolute(inside) || inside.split(sep).some(isHidden)) return undefined
    const stats = await stat(path)
    const isKnown = stats.isFile() || stats.isDirectory()
    return isKnown ? { path, isFolder: stats.isDirectory() } : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Opens a file that was found. The caller closes the handle. */
export async function openFile(path: string): Promise<OpenFile> {
  const handle = await open(path)
  try {
    const { size, ino, mtimeMs, ctimeMs, ctimeNs } = await handle.stat({ bigint: true })
    const times = { modifiedMs: Number(mtimeMs), changedMs: Number(ctimeMs) }
    return { path, handle, size: Number(size), ...times, version: `${ino} ${size} ${ctimeNs}` }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** A file is read in chunks of this size, so a large one is never in memory as a whole. */
export const chunkBytes = 64 * 1024

/** Reads pieces of a file, chunk by chunk. Throws when the file is too short for them. */
export async function* readPieces(
  handle: FileHandle,
  pieces: readonly Piece[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const piece of pieces) {
    if (typeof piece === 'string') yield Buffer.from(piece)
    else yield* readRange(handle, piece)
  }
}

/** Makes a stream of pieces of a file; it closes the handle when it ends or is destroyed. */
export function streamPieces(handle: FileHandle, pieces: readonly Piece[]): Readable {
  const stream = Readable.from(readPieces(handle, pieces), { objectMode: false })
  // Not a `finally` in the generator: one that never started does not run it.
  stream.once('close', () => {
    handle.close().catch((error: unknown) => process.emitWarning(String(error)))
  })
  return stream
}

async function* readRange(
  handle: FileHandle,
  { first, last }: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  let position = first
  while (position <= last) {
    const length = Math.min(chunkBytes, last - position + 1)
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, position)
    if (bytesRead === 0) throw new Error(`The file ended at byte ${position} while it was sent`)
    yield buffer.subarray(0, bytesRead)
    position += bytesRead
  }
}

// A separator of Unix or Windows, the colon of a Windows drive, or NUL, which ends a string in C.
function isUnsafe(name: string): boolean {
  return isHidden(name) || /[/\\:\0]/.test(name)
}

// `.git`, `.env` and also `..`.
function isHidden(name: string): boolean {
  return name.startsWith('.')
}

const missing = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL'])

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && missing.has(String(error.code))
}
