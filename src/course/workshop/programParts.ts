// The part of the course's own program that a finding is about. The known wrong answers of a
// project tell it: each gets one finding, and changes our program where the mistake is.

import { lineChanges, type LineChange } from '../lessons/lineChanges.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { readProjectAnswers } from '../lessons/projectAnswers.ts'
import { readReference, type Files } from '../lessons/project.ts'

/** Lines of our own program, without blank lines between them. */
export type ProgramPart = { path: string; text: string }

// An answer that changes more of the program doesn't say where the mistake is.
const mostParts = 2

/** Finds the part; undefined if no wrong answer of this or an earlier lesson tells it. */
export function partOfFinding(lesson: Lesson, finding: string): ProgramPart | undefined {
  const earlier = lesson.project?.earlier ?? []
  for (const each of [lesson, ...earlier.toReversed()]) {
    const part = partIn(each, finding)
    if (part !== undefined) return part
  }
  return undefined
}

function partIn(lesson: Lesson, finding: string): ProgramPart | undefined {
  const reference = readReference(lesson)
  const votes = new Map<string, { part: ProgramPart; count: number }>()
  for (const { kind, finding: told, files } of readProjectAnswers(lesson)) {
    if (kind !== 'wrong' || told !== finding) continue
    const parts = changedParts(reference, files)
    if (parts.length > mostParts) continue
    for (const part of parts) {
      const key = `${part.path}\n${part.text}`
      votes.set(key, { part, count: (votes.get(key)?.count ?? 0) + 1 })
    }
  }
  const [first] = [...votes.values()].sort((one, other) => other.count - one.count)
  return first?.part
}

function changedParts(reference: Files, files: Files): ProgramPart[] {
  return [...reference].flatMap(([path, text]) => {
    const other = files.get(path)
    if (other === undefined || other === text) return []
    const lines = text.split('\n')
    const changes = lineChanges(lines, other.split('\n'))
    return blocksOf(lines)
      .filter((block) => !isImportOrComment(block))
      .filter(({ start, end }) => changes.some((change) => touches(change, start, end)))
      .map((block) => ({ path, text: block.lines.join('\n') }))
  })
}

function touches(change: LineChange, start: number, end: number): boolean {
  if (change.start === change.end) return change.start > start && change.start < end
  return change.start < end && change.end > start
}

type Block = { start: number; end: number; lines: readonly string[] }

function isImportOrComment({ lines }: Block): boolean {
  return /^import /.test(lines[0] ?? '') || /^\/\//.test(lines.at(-1) ?? '')
}

// Blank lines separate functions, types and steps.
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let start = 0
  for (const [index, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') continue
    if (index > start) blocks.push({ start, end: index, lines: lines.slice(start, index) })
    start = index + 1
  }
  return blocks
}
