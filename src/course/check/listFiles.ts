// The files of a learner's folder at one moment, so that a report doesn't speak of files that a
// step has removed since.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const maxDepth = 4
const mostFiles = 2_000

/** Lists the paths of files and folders, down to four levels; packages are left out. */
export function listFiles(folder: string): readonly string[] {
  const paths: string[] = []
  visit(folder, 1)
  return paths

  function visit(parent: string, depth: number): void {
    for (const entry of readEntries(parent)) {
      if (paths.length >= mostFiles || entry.name === 'node_modules') continue
      const path = join(parent, entry.name)
      paths.push(path)
      if (entry.isDirectory() && depth < maxDepth) visit(path, depth + 1)
    }
  }
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
