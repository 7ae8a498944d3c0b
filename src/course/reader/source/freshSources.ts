// The project's files, read when the first page asks for them. What was saved since is noticed when
// a later page asks.

import { readProjectFiles, type ProjectFile } from './projectFiles.ts'
import { createSourceTree, type SourceTree } from './sourceTree.ts'

// One page asks many times.
const lookAgainMs = 1_000

/** Makes a function that gives the files as they are now. */
export function freshSources(
  root: string, nowMs: () => number = () => performance.now(),
): () => SourceTree {
  let files: readonly ProjectFile[] = []
  let tree: SourceTree | undefined
  let lookedMs = -Infinity
  return () => {
    if (tree !== undefined && nowMs() - lookedMs < lookAgainMs) return tree
    lookedMs = nowMs()
    const now = readProjectFiles(root, new Map(files.map((file) => [file.path, file])))
    const isSame = now.length === files.length && now.every((file, index) => file === files[index])
    if (tree === undefined || !isSame) tree = createSourceTree(now)
    files = now
    return tree
  }
}
