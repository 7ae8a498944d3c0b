// What every lesson must be, whatever it teaches: the parts that it has, its place in the course,
// and a text that is complete and plain. Each function names what is wrong; nothing wrong is [].

import { readdirSync } from 'node:fs'
import { readAnswers } from './answers.ts'
import { readBlocks, type Block } from './blocks.ts'
import { readExercise } from './exercise.ts'
import { readPage, type Lesson } from './lesson.ts'
import { linkProblems } from './links.ts'
import { outline } from './outline.ts'
import { projectProblems } from './projectProof.ts'
import { proseProblems, wordProblems } from './prose.ts'
import { readQuiz } from './quiz.ts'

/** Names everything that is wrong with the lessons. */
export function contentProblems(lessons: readonly Lesson[]): string[] {
  return lessons.flatMap((lesson) => {
    const problems = [
      ...placeProblems(lesson, lessons),
      ...partProblems(lesson),
      ...sectionProblems(lesson),
      ...attempt(() => exerciseProblems(lesson)),
      ...attempt(() => quizProblems(lesson)),
      ...attempt(() => linkProblems(lesson)),
      ...attempt(() => proseProblems(readPage(lesson))),
    ]
    return problems.map((problem) => `${lesson.folderName}: ${problem}`)
  })
}

/** Says whether a lesson is where the outline has it, and comes after the ones it needs. */
function placeProblems(lesson: Lesson, lessons: readonly Lesson[]): string[] {
  const { id, number, part, folderName, needs } = lesson
  const entry = outline.find((each) => each.id === id)
  const before = lessons.filter((other) => other.number < number).map((other) => other.id)
  const rules: [broken: boolean, message: string][] = [
    [entry === undefined, `the outline has no lesson ${id}`],
    [entry !== undefined && entry.number !== number, `the outline has it as ${entry?.number}`],
    [entry !== undefined && entry.part !== part, `the outline has it in part ${entry?.part}`],
    [folderName.slice(3) !== id, `its folder is not named after its id ${id}`],
    [lessons.some((other) => other !== lesson && other.id === id), `the id ${id} is there twice`],
    ...needs.map((need): [boolean, string] =>
      [!before.includes(need), `needs ${need}, which isn't an earlier lesson`]),
  ]
  return rules.filter(([broken]) => broken).map(([, message]) => message)
}

/** Names the files of a lesson's folder that are missing. */
function partProblems({ folder, project }: Lesson): string[] {
  const names = readdirSync(folder)
  const program = project === undefined ? 'exercise.ts' : 'reference'
  const missing = [program, 'check.ts', 'quiz.json'].filter((name) => !names.includes(name))
  const hasPicture = names.some((name) => /\.(?:svg|png)$/.test(name))
  return [
    ...missing.map((name) => `has no ${name}`),
    ...(hasPicture ? [] : ['has no picture']),
  ]
}

/** Names the sections that a lesson's text lacks. */
function sectionProblems({ body }: Lesson): string[] {
  const sections = ['Exercise', 'Break it', 'In the real world']
  const blocks = readBlocks(body)
  const missing = sections.filter((title) => sectionOf(blocks, body, title) === undefined)
  const real = sectionOf(blocks, body, 'In the real world') ?? ''
  const namesSource = /\bRFC[ \u00a0]?\d{3,5}\b|\]\(https:/.test(real)
  return [
    ...missing.map((title) => `has no section "## ${title}"`),
    ...(real === '' || namesSource ? [] : ['"In the real world" names no RFC and links nothing']),
    ...(blocks.some(({ kind }) => kind === 'picture') ? [] : ['its text shows no picture']),
  ]
}

/** Says whether there are answers enough, and tasks that plain words explain. */
function exerciseProblems(lesson: Lesson): string[] {
  if (!lesson.hasExercise) return []
  if (lesson.project !== undefined) return projectProblems(lesson, lesson.project)
  const { tasks, starter, solution } = readExercise(lesson)
  const answers = readAnswers(lesson)
  const wrong = answers.filter(({ kind }) => kind === 'wrong')
  const repeated = wrong.filter(({ text }) => text === solution).map(({ name }) => name)
  const words = tasks.flatMap(({ todo, question, pointer }) => [todo, question, pointer])
  return [
    ...(tasks.length === 0 ? ['its exercise has no //#region todo'] : []),
    ...(starter === solution ? ['its starter is its solution'] : []),
    ...(wrong.length < 4 ? [`has ${wrong.length} wrong answers, fewer than four`] : []),
    ...(answers.length === wrong.length ? ['has no right answer beside its solution'] : []),
    ...repeated.map((name) => `its wrong answer ${name} is its solution`),
    ...words.flatMap(wordProblems).map((problem) => `its exercise ${problem}`),
  ]
}

/** Says whether a quiz has two to four questions, in plain words. */
function quizProblems(lesson: Lesson): string[] {
  const questions = readQuiz(lesson)
  const count = questions.length
  const texts = questions.flatMap(({ question, options }) =>
    [question, ...options.flatMap(({ text, why }) => [text, why])])
  const repeated = questions.filter(({ options }) =>
    new Set(options.map(({ text }) => text)).size < options.length)
  return [
    ...(count < 2 || count > 4 ? [`its quiz has ${count} questions, not two to four`] : []),
    ...repeated.map(({ question }) => `its quiz offers an option twice: ${question}`),
    ...texts.flatMap(wordProblems).map((problem) => `its quiz ${problem}`),
  ]
}

// The text between a heading of the second level and the next one.
function sectionOf(blocks: readonly Block[], body: string, title: string): string | undefined {
  const lines = body.split('\n')
  const headings = blocks.filter(({ kind, line }) =>
    kind === 'heading' && /^## /.test(lines[line - 1] ?? ''))
  const index = headings.findIndex(({ text }) => text === title || text.startsWith(`${title}:`))
  const heading = headings[index]
  if (heading === undefined) return undefined
  return lines.slice(heading.line, (headings[index + 1]?.line ?? lines.length + 1) - 1).join('\n')
}

// One file that cannot be read does not hide what is wrong with the others.
function attempt(prove: () => string[]): string[] {
  try {
    return prove()
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
