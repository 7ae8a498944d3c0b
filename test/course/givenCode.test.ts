// Compares the code that a project lesson's text gives with the reference that it's a copy of. The
// text leaves gaps: `throw new Error('Task 1')` and the lines around it are the learner's.
// Lesson: testing (appendix)

import assert from 'node:assert/strict'
import test from 'node:test'
import { loadLessons, type Lesson } from '../../src/course/lessons/lesson.ts'
import { readReference } from '../../src/course/lessons/project.ts'

const gap = /^\s*throw new Error\('Task \d+'\)$/

test('code with gaps in a text is as in the reference', () => {
  const lessons = loadLessons().filter(({ project }) => project !== undefined)
  assert.ok(lessons.some((lesson) => givenBlocks(lesson).length > 0), 'there is such code')
  assert.deepEqual(lessons.flatMap(differences), [])
})

function differences(lesson: Lesson): string[] {
  const files = [...readReference(lesson).values()].map((text) => text.split('\n'))
  return givenBlocks(lesson).flatMap((block) => {
    // The first line says what the file is for.
    const reference = files.find(([first]) => first === block[0])
    if (reference === undefined) return [`${lesson.folderName}: no file begins with ${block[0]}`]
    const line = firstMissing(block, reference)
    return line === undefined ? [] : [`${lesson.folderName}: not in the reference: ${line}`]
  })
}

function givenBlocks({ body }: Lesson): string[][] {
  return [...body.matchAll(/^```ts\n(.*?)\n```$/gms)].map(([, code = '']) => code.split('\n'))
    .filter((lines) => lines.some((line) => gap.test(line)))
}

// Both have the same order, and the reference has more.
function firstMissing(block: readonly string[], reference: readonly string[]): string | undefined {
  let next = 0
  return block.find((line, index) => {
    if (block.slice(Math.max(0, index - 1), index + 2).some((near) => gap.test(near))) return false
    const found = reference.indexOf(line, next)
    next = found + 1
    return found < 0
  })
}
