// Strong ETags for files, from their content. Date and size would be cheaper, but they differ on
// two machines with the same files, and after each deployment: clients would load all of it again.
// Lesson: validators (core)

import { createHash } from 'node:crypto'
import { readPieces, type OpenFile } from './files.ts'

type Known = { version: string; etag: Promise<string> }

// Two writes within one tick of the file system's clock leave the same times.
const settledMs = 2_000

/** Remembers the tag of each file, so that it is read in full only once for each version. */
export class FileEtags {
  #known = new Map<string, Known>()

  /** Gives a file's tag, the same as `makeEtag` would make from its bytes. */
  async of(file: OpenFile): Promise<string> {
    const { path, version, changedMs } = file
    const known = this.#known.get(path)
    if (known?.version === version) return known.etag
    const etag = hashFile(file)
    if (Date.now() - changedMs > settledMs) {
      // The promise and not its value: requests that come meanwhile wait for the same reading.
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
