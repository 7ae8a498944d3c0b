// Strong ETags for files, made from their content. Date and size would be cheaper, but the date
// changes with each deployment, and clients would load everything again.
// Lesson: validators (core)

import { createHash } from 'node:crypto'
import { readPieces, type OpenFile } from './files.ts'

type Known = { version: string; etag: Promise<string> }

// Two writes within one tick of the file system's clock leave the same times.
const settledMs = 2_000

/** Remembers each file's tag, so only a new version has to be read in full. */
export class FileEtags {
  #known = new Map<string, Known>()

  /** Gives a file's tag: the same bytes have the same tag everywhere. */
  async of(file: OpenFile): Promise<string> {
    const { path, version, changedMs } = file
    const known = this.#known.get(path)
    if (known?.version === version) return known.etag
    const etag = hashFile(file)
    if (Date.now() - changedMs > settledMs) {
      // Keeps the promise, so requests that come meanwhile wait for the same reading.
      this.#known.set(path, { version, etag })
      etag.catch(() => this.#known.delete(path))
    }
    return etag
  }
}

async function hashFile({ handle, size }: OpenFile): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of readPieces(handle, [{ first: 0, last: size - 1 }])) hash.update(chunk)
  return `"${hash.digest('base64url').slice(0, 22)}"`
}
