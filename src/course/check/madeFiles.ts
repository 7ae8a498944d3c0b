// Files that a step makes in the learner's folder, beside those that the lesson brings, and
// removes again.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Tools } from './check.ts'

export type FileMaker = {
  /** Writes a file, given by its path from the learner's folder; returns the whole path. */
  file(path: string, content: string | Uint8Array): string
  /** Makes a symbolic link to what `target` says, exactly as it's written there. */
  link(path: string, target: string): void
}

/** Runs part of a step; what it makes is removed afterwards. Skips where files can't be made. */
export async function withFiles(
  { folder, skip }: Pick<Tools, 'folder' | 'skip'>,
  use: (maker: FileMaker) => Promise<void>,
): Promise<void> {
  const made: string[] = []
  const make = (path: string, write: (whole: string) => void): string => {
    const whole = join(folder, path)
    try {
      // The first folder that wasn't there yet, or else the file itself.
      made.push(mkdirSync(dirname(whole), { recursive: true }) ?? whole)
      write(whole)
    } catch (error) {
      return skip(`This machine doesn't allow it: ${String(error)}`)
    }
    return whole
  }
  try {
    await use({
      file: (path, content) => make(path, (whole) => writeFileSync(whole, content)),
      link: (path, target) => void make(path, (whole) => symlinkSync(target, whole)),
    })
  } finally {
    for (const path of made) rmSync(path, { recursive: true, force: true })
  }
}
