// Every file of the source and every step of the schema names the lesson that owns it.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { outline } from '../src/course/lessons/outline.ts'
import { ownerProblem } from './lessonOwners.ts'

const root = join(import.meta.dirname, '..')
const ids = new Set(outline.map(({ id }) => id))

test('the first comment of every source file names its lesson and tier', () => {
  const found = globSync('src/**/*.{ts,js}', { cwd: root })
  const paths = found.map((path) => path.replaceAll('\\', '/'))
  const owned = paths.filter((path) => !/^src\/course\/|\/assets\//.test(path))
  assert.ok(owned.length > 200)
  const problems = owned.flatMap((path) => {
    const problem = ownerProblem(readFileSync(join(root, path), 'utf8'), ids)
    return problem === undefined ? [] : [`${path} ${problem}`]
  })
  assert.deepEqual(problems, [])
})

test('every step of the schema names its lesson and tier', () => {
  const [, ...steps] = readFileSync(join(root, 'schema.sql'), 'utf8').split(/^-- step /m)
  assert.ok(steps.length > 0)
  const problems = steps.flatMap((step) => {
    const [head = '', ...lines] = step.split('\n')
    const comment = lines.join('\n').trimStart().replaceAll(/^--/gm, '//')
    const problem = ownerProblem(comment, ids)
    return problem === undefined ? [] : [`step ${head} ${problem}`]
  })
  assert.deepEqual(problems, [])
})

test('no comment names a lesson by its number, which may change', () => {
  const paths = globSync('src/**/*.ts', { cwd: root })
  const numbered = paths.filter((path) => !path.includes('course')).filter((path) =>
    /\/\/.*\b[Ll]essons? \d/.test(readFileSync(join(root, path), 'utf8')))
  assert.deepEqual(numbered, [])
})

test('the scan knows what a first comment must say', () => {
  const rows: [text: string, problem: string | undefined][] = [
    ['// Makes tokens. Lesson: jwt (core)\n\ncode', undefined],
    ['// Makes tokens.\n// Lesson: jwt (tour)\n\ncode', undefined],
    ['// Makes tokens. Lesson: jwt (appendix)\n//\n// More.\ncode', undefined],
    ['code', 'has no first comment'],
    ['', 'has no first comment'],
    ['\n// Lesson: jwt (core)\n', 'has no first comment'],
    ['// Makes tokens.\n\n// Lesson: jwt (core)\n', 'names no lesson'],
    ['// Makes tokens. Lesson 37 (jwt).\n', 'names no lesson'],
    ['// Makes tokens. Lesson: jwt\n', 'names no lesson'],
    ['// Makes tokens. Lesson: jwt (main)\n', 'names no lesson'],
    ['// Lesson: jwt (core), and Lesson: router (tour)\n', 'names 2 lessons'],
    ['// Makes tokens. Lesson: jwts (core)\n', 'names jwts, which is not in the outline'],
  ]
  for (const [text, problem] of rows) assert.equal(ownerProblem(text, ids), problem, text)
})
