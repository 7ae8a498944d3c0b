// The quiz of a lesson: two to four questions, and each option says why it is right or wrong.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { array, boolean, check, object, optional, string } from '../../basics/check.ts'
import type { Lesson } from './lesson.ts'

/** Texts may hold `code` and **bold** as in Markdown. */
export type Question = {
  question: string
  /** Code that the question is about. */
  code: string | undefined
  options: readonly QuizOption[]
}

export type QuizOption = { text: string; correct: boolean; why: string }

const someText = string({ min: 1, max: 2_000 })

const option = object({ text: someText, correct: optional(boolean()), why: someText })

const quiz = object({
  questions: array(
    object({ question: someText, code: optional(someText), options: array(option, { max: 8 }) }),
    { max: 20 },
  ),
})

/** Reads the quiz of a lesson; empty when it has none. Throws an Error that names what is wrong. */
export function readQuiz(lesson: Lesson): readonly Question[] {
  const path = join(lesson.folder, 'quiz.json')
  if (!existsSync(path)) return []
  return parseQuiz(readFileSync(path, 'utf8'), `lessons/${lesson.folderName}/quiz.json`)
}

/** Reads the text of a quiz; `name` is for error messages. */
export function parseQuiz(text: string, name = 'quiz.json'): readonly Question[] {
  const result = check(quiz, parseJson(text, name))
  if ('issues' in result) {
    const issues = result.issues.map(({ field, message }) => `${field}: ${message}`)
    throw new Error(`${name}: ${issues.join('; ')}`)
  }
  const { questions } = result.value
  for (const { question, options } of questions) {
    if (options.length < 2) throw new Error(`${name}: ${question} has fewer than two options`)
    if (options.some(({ correct }) => correct === true)) continue
    throw new Error(`${name}: ${question} has no correct option`)
  }
  return questions.map(({ question, code, options }) => ({
    question,
    code,
    options: options.map((each) => ({ ...each, correct: each.correct === true })),
  }))
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${name} isn't JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
