// What the files of a folder look like at one moment: comparing two snapshots tells what was saved.

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type FileLook = { modifiedMs: number; size: number; inode: number }

export type Snapshot = {
  /** By path in the folder. */
  files: ReadonlyMap<string, FileLook>
  /** Paths of the folder itself and of those in it. */
  folders: readonly string[]
}

/** Program text: a program under check does not write it. */
export const codePattern = /\.(?:[cm]?[jt]sx?|py|go|rb|rs|java|kt|php|cs|c|h|cpp|swift|exs?|sh)$/i

// What an exercise consists of, beside code. Databases, logs and editors' own files are not in it.
const textPattern = /\.(?:json|html?|css|svg|sql|txt|md|csv|xml|toml|ya?ml|pem|env)$/i

// A dot or a tilde: editors keep swap files and copies beside the file.
const ignoredPattern = /^\.|~$|^node_modules$|^__pycache__$|\.backup-|\.tmp$/

const maxDepth = 6

/** Looks at the files of a folder and of those in it; what goes away meanwhile is left out. */
export function takeSnapshot(root: string): Snapshot {
  const files = new Map<string, FileLook>()
  const folders: string[] = []
  visit('', 0)
  return { files, folders }

  function visit(folder: string, depth: number): void {
    const path = join(root, folder)
    const entries = listFolder(path)
    if (entries === undefined || depth > maxDepth) return
    folders.push(path)
    for (const entry of entries) {
      const name = join(folder, entry.name)
      if (ignoredPattern.test(entry.name)) continue
      if (entry.isDirectory()) visit(name, depth + 1)
      else if (isWatched(entry.name)) look(name)
    }
  }

  function look(name: string): void {
    const found = statSync(join(root, name), { throwIfNoEntry: false })
    if (found === undefined || !found.isFile()) return
    files.set(name, { modifiedMs: found.mtimeMs, size: found.size, inode: found.ino })
  }
}

/** Gives the paths of files that are new or look different. */
export function changedFiles(before: Snapshot, after: Snapshot): readonly string[] {
  const paths = [...after.files.keys()]
  return paths.filter((path) => !isSameLook(before.files.get(path), after.files.get(path)))
}

/** Says whether a file was not written between two looks. */
export function isSameLook(one: FileLook | undefined, two: FileLook | undefined): boolean {
  return one?.modifiedMs === two?.modifiedMs && one?.size === two?.size && one?.inode === two?.inode
}

function isWatched(name: string): boolean {
  return codePattern.test(name) || textPattern.test(name)
}

function listFolder(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return undefined
  }
}
