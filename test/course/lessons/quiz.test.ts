import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { parseQuiz, readQuiz } from '../../../src/course/lessons/quiz.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { makeLesson } from './makeLesson.ts'

const right = { text: 'A', correct: true, why: 'Because' }
const wrong = { text: 'B', why: 'Because not' }

test('a quiz is read; what is not said to be correct is wrong', () => {
  const question = { question: 'Q', code: 'a()', options: [right, wrong] }
  const text = JSON.stringify({ questions: [question] })
  assert.deepEqual(parseQuiz(text), [
    { question: 'Q', code: 'a()', options: [right, { ...wrong, correct: false }] },
  ])
})

test('a quiz that is wrong is refused', () => {
  const rows: [options: unknown, message: RegExp][] = [
    [[right], /Q has fewer than two options/],
    [[wrong, wrong], /Q has no correct option/],
    [[wrong, { ...wrong, correct: false }], /Q has no correct option/],
    [[right, { text: 'B' }], /questions\[0\]\.options\[1\]\.why: This is missing/],
    [[right, { text: 'B', why: '' }], /options\[1\]\.why: This cannot be empty/],
    [[right, { ...wrong, corect: true }], /options\[1\]\.corect: There is no such field/],
    ['A', /options: Write a list/],
  ]
  for (const [options, message] of rows) {
    const text = JSON.stringify({ questions: [{ question: 'Q', options }] })
    assert.throws(() => parseQuiz(text), { message })
  }
  assert.throws(() => parseQuiz('{'), /^Error: quiz\.json isn't JSON/)
})

test('the file of a lesson is named in the message, and may be missing', (t) => {
  const folder = temporaryFolder(t)
  makeLesson(folder, '12-router')
  makeLesson(folder, '13-middleware', { 'quiz.json': '[]' })
  const [router, middleware] = loadLessons(folder)
  assert.ok(router && middleware)
  assert.equal(readQuiz(router).length, 2)
  assert.throws(() => readQuiz(middleware), /^Error: lessons\/13-middleware\/quiz\.json: /)
  rmSync(join(router.folder, 'quiz.json'))
  assert.deepEqual(readQuiz(router), [])
})
