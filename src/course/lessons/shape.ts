// What course.md asks of a lesson's shape: its size, what it quotes, what it must not give away,
// and a quiz that can't be passed by its looks. Each function names what is wrong.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { quotedPaths, repeatedQuotes } from '../quotes/coverage.ts'
import { findQuotes } from '../quotes/fences.ts'
import { countTasks } from '../quotes/minutes.ts'
import { ownReader, sourceReader } from '../quotes/sync.ts'
import { readExercise } from './exercise.ts'
import type { Lesson } from './lesson.ts'
import { ownersIn } from './owner.ts'
import { readQuiz } from './quiz.ts'
import { isOwnExample, sizeProblems } from './size.ts'

/** Names everything that is wrong with the shape of these lessons. */
export function shapeProblems(lessons: readonly Lesson[], root: string): string[] {
  const readSource = sourceReader(root)
  const texts = lessons.map(({ folderName, body }) =>
    ({ name: folderName, body, readSource: ownReader(readSource, `lessons/${folderName}`) }))
  const problems = lessons.flatMap((lesson) => [
    ...sizeProblems(lesson.body, countTasks(lesson), lesson),
    ...wholeFileProblems(lesson),
    ...coreProblems(lesson, root),
    ...giveawayProblems(lesson),
    ...longestOptionProblems(lesson),
  ].map((problem) => `${lesson.folderName}: ${problem}`))
  return [...problems, ...repeatedQuotes(texts)]
}

function wholeFileProblems({ body }: Lesson): string[] {
  return findQuotes(body).filter(({ path, name }) => name === undefined && !isOwnExample(path))
    .map(({ path }) => `quotes all of ${path}: quote a declaration and link the file`)
}

/** Names the core files of a lesson that it doesn't quote. */
function coreProblems({ id, body }: Lesson, root: string): string[] {
  const quoted = quotedPaths(body)
  return globSync('src/**/*.{ts,js}', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('src/course/') && !quoted.has(path))
    .filter((path) => ownersIn(readFileSync(join(root, path), 'utf8'))
      .some(({ lesson, tier }) => lesson === id && tier === 'core'))
    .map((path) => `doesn't quote ${path}, which it owns as a core file`)
}

// Short lines such as `response.end()` give nothing away.
const tellingLength = 24

/** Names the lines of the solution that the text contains. */
function giveawayProblems(lesson: Lesson): string[] {
  // A project lesson's text may give code to the learner.
  if (!lesson.hasExercise || lesson.project !== undefined) return []
  const { tasks, starter } = readExercise(lesson)
  const lines = tasks.flatMap(({ code }) => code.split('\n')).map((line) => line.trim())
  return lines
    .filter((line) => line.length >= tellingLength && !line.startsWith('//'))
    .filter((line) => lesson.body.includes(line) && !starter.includes(line))
    .map((line) => `gives away a line of the solution: ${line}`)
}

/** Names the questions whose right option can be told by its length. */
function longestOptionProblems(lesson: Lesson): string[] {
  return readQuiz(lesson).filter(({ options }) => {
    const lengths = options.map(({ text }) => text.length)
    return options.some(({ correct, text }) =>
      correct && text.length === Math.max(...lengths) && Math.min(...lengths) < text.length)
  }).map(({ question }) => `the right option is the longest: ${question}`)
}
