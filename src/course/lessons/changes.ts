// What a project lesson changes in the course's own program, as a unified diff:
// `npm run learn -- changes 31`, or `changes 31 links.ts` for one of its files.

import type { Lesson } from './lesson.ts'
import { diffLines, hunksOf, type Hunk } from './lineDiff.ts'
import { readReference, readStart } from './project.ts'

export type FileChange = {
  path: string
  kind: 'added' | 'changed' | 'removed'
  hunks: readonly Hunk[]
}

/** Compares the program before and after a lesson; empty for a lesson without a project. */
export function changesOf(lesson: Lesson): readonly FileChange[] {
  if (lesson.project === undefined) return []
  const before = readStart(lesson.project)
  const after = readReference(lesson)
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths.flatMap((path) => {
    const [old, fresh] = [before.get(path), after.get(path)]
    if (old === fresh) return []
    const kind = old === undefined ? 'added' : fresh === undefined ? 'removed' : 'changed'
    return [{ path, kind, hunks: hunksOf(diffLines(linesOf(old), linesOf(fresh))) }]
  })
}

/** Writes changes as a unified diff, which `git apply` reads too. */
export function formatChanges(changes: readonly FileChange[]): string {
  return changes.map(({ path, kind, hunks }) => [
    kind === 'added' ? '--- /dev/null' : `--- a/${path}`,
    kind === 'removed' ? '+++ /dev/null' : `+++ b/${path}`,
    ...hunks.flatMap(formatHunk),
  ].join('\n')).join('\n\n')
}

/** Names a file that changes, with the number of lines: `main.ts (12 lines added, 3 removed)`. */
export function describeChange({ path, kind, hunks }: FileChange): string {
  const lines = hunks.flatMap((hunk) => hunk.lines)
  const added = lines.filter(({ sign }) => sign === '+').length
  const removed = lines.filter(({ sign }) => sign === '-').length
  if (kind === 'added') return `${path} (new, ${plural(added)})`
  if (kind === 'removed') return `${path} (removed)`
  const parts = [
    ...(added > 0 ? [`${plural(added)} added`] : []),
    ...(removed > 0 ? [`${plural(removed)} removed`] : []),
  ]
  return `${path} (${parts.join(', ')})`
}

function plural(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`
}

function formatHunk({ oldStart, newStart, lines }: Hunk): string[] {
  const oldCount = lines.filter(({ sign }) => sign !== '+').length
  const newCount = lines.filter(({ sign }) => sign !== '-').length
  // Of an empty side, the line before it is named.
  const old = `${oldCount === 0 ? oldStart - 1 : oldStart},${oldCount}`
  const fresh = `${newCount === 0 ? newStart - 1 : newStart},${newCount}`
  return [`@@ -${old} +${fresh} @@`, ...lines.map(({ sign, text }) => sign + text)]
}

function linesOf(text = ''): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
