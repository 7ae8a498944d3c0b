// Files that a step makes in and next to the folder `public`, and removes again.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

export type Maker = {
  /** Writes a file, given by its path from the learner's folder; returns the whole path. */
  file(path: string, content: string | Uint8Array): string
  /** Makes a symbolic link to what `target` says, as it is written there. */
  link(path: string, target: string): void
}

type Needs = Pick<Tools, 'folder' | 'skip'>

/** Runs part of a step; what it makes is removed afterwards. Skips where files can't be made. */
export async function withFiles(
  { folder, skip }: Needs, use: (maker: Maker) => Promise<void>,
): Promise<void> {
  const made: string[] = []
  const make = (path: string, write: (whole: string) => void): string => {
    const whole = join(folder, path)
    try {
      mkdirSync(dirname(whole), { recursive: true })
      write(whole)
    } catch (error) {
      return skip(`This machine doesn't allow it: ${String(error)}`)
    }
    made.push(topOf(path))
    return whole
  }
  try {
    await use({
      file: (path, content) => make(path, (whole) => writeFileSync(whole, content)),
      link: (path, target) => void make(path, (whole) => symlinkSync(target, whole)),
    })
  } finally {
    for (const path of made) rmSync(join(folder, path), { recursive: true, force: true })
  }
}

/** Evidence: a status, and the one that was expected. */
export function toldStatus(exchange: HttpExchange, expected: number | string) {
  return {
    exchange, mark: 'status', expected: `the status ${expected}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}

// What was made first of a path: `public/sub` of `public/sub/a.txt`, `other` of `other/a.txt`.
function topOf(path: string): string {
  const [first = '', second = ''] = path.split('/')
  return first === 'public' ? join(first, second) : first
}
