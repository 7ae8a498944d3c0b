// The proof of the texts: front matter, sections, language, links, pictures, quizzes, quotes.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { loadCheck } from '../../src/course/check/loadCheck.ts'
import { commonFindings } from '../../src/course/check/commonFindings.ts'
import { readAnswers } from '../../src/course/lessons/answers.ts'
import { loadLessons } from '../../src/course/lessons/lesson.ts'
import { readProjectAnswers } from '../../src/course/lessons/projectAnswers.ts'
import { contentProblems } from '../../src/course/lessons/proof.ts'
import { shapeProblems } from '../../src/course/lessons/shape.ts'
import { projectFolder, syncLessons } from '../../src/course/quotes/sync.ts'

const lessons = loadLessons()

test('every lesson keeps the rules of the course', () => {
  assert.deepEqual(contentProblems(lessons), [])
})

test('every lesson has the size and the shape that course.md asks for', () => {
  assert.deepEqual(shapeProblems(lessons, projectFolder), [])
})

test('the README lists every lesson with its title, in order', () => {
  const text = readFileSync(join(projectFolder, 'README.md'), 'utf8')
  const rows = text.matchAll(/\| (\d+) \| \[([^\]]+)\]\(lessons\/([\w-]+)\/README\.md\)/g)
  const listed = [...rows].map(([, number, title, folder]) => [Number(number), title, folder])
  assert.deepEqual(
    listed.sort(([one], [other]) => Number(one) - Number(other)),
    lessons.map(({ number, title, folderName }) => [number, title, folderName]),
  )
})

test('quotes are up to date: npm run lessons:sync', () => {
  assert.deepEqual(syncLessons(projectFolder, { write: false }), [])
})

test('what to read about a mistake is there', async () => {
  // Of the lessons that are written: there's nothing to read in a planned one.
  const ids = new Set(lessons.map(({ id }) => id))
  for (const { id, folder } of lessons) {
    const { findings } = await loadCheck(folder)
    for (const [name, { read }] of Object.entries({ ...commonFindings, ...findings })) {
      const isLesson = /^lesson:/.test(read) && ids.has(read.slice('lesson:'.length))
      const isSource = /^RFC \d+(?:, (?:section|appendix) [\w.]+)?$|^https:\/\//.test(read)
      assert.ok(isLesson || isSource, `${id}: ${name} says to read ${read}`)
    }
  }
})

test('every mistake that a lesson names has a wrong answer that makes it', async () => {
  for (const lesson of lessons) {
    const { findings } = await loadCheck(lesson.folder)
    const answers = [...readAnswers(lesson), ...readProjectAnswers(lesson)]
    const made = new Set(answers.map(({ finding }) => finding))
    assert.deepEqual(Object.keys(findings).filter((id) => !made.has(id)), [], lesson.id)
  }
})

test('mistakes are told in whole sentences, and hints are questions or pointers', async () => {
  for (const { id, folder } of lessons) {
    const { findings } = await loadCheck(folder)
    for (const [name, { title, why, hint }] of Object.entries(findings)) {
      const place = `${id}: ${name}`
      assert.match(title, /^[A-Z0-9/�"'q].*[^.]$/, place)
      assert.match(why, /[.?]$/, place)
      assert.match(hint, /[.?]$/, place)
      assert.ok(title.length <= 110, `${place}: the title is too long for a line`)
    }
  }
})
