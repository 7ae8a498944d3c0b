// An exercise is one file: the solution, with regions that mark what the learner writes. The
// starter is the same file with each region replaced by a TODO line, so the two cannot drift apart.
//
//   //#region todo Answer 201 and say where the new note is
//   //? Which header tells a client the address of what it made?      first hint: a question
//   //> Read "Created, and where", or RFC 9110, section 15.3.2        second hint: a pointer
//   //= response.writeHead(200)                                       a line of the starter
//   response.writeHead(201, { location })                             third hint: the code
//   //#endregion

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutIndentation } from './indentation.ts'
import type { Lesson } from './lesson.ts'

export type Task = {
  todo: string
  /** The first hint. */
  question: string
  /** The second hint: where to read. */
  pointer: string
  /** The third hint. */
  code: string
  /** Where its code begins in the solution: the index of a line. */
  codeStart: number
  /** What the starter has instead, below the TODO: its lines. */
  given: readonly string[]
}

export type Exercise = {
  starter: string
  solution: string
  tasks: readonly Task[]
  /** What is in the lesson's `files/`, as relative paths with `/`. */
  files: readonly string[]
}

/** Reads the exercise of a lesson. Throws an Error that names file and line for a bad region. */
export function readExercise(lesson: Lesson): Exercise {
  const path = join(lesson.folder, 'exercise.ts')
  const name = `lessons/${lesson.folderName}/exercise.ts`
  return { ...parseExercise(readFileSync(path, 'utf8'), name), files: filesOf(lesson) }
}

/** Takes the text of an exercise apart; `name` is for error messages. */
export function parseExercise(text: string, name = 'exercise.ts'): Omit<Exercise, 'files'> {
  const pieces = piecesOf(text, name)
  const isLine = (piece: Region | string) => typeof piece === 'string'
  let codeStart = 0
  const tasks = pieces.flatMap((piece) => {
    const start = codeStart
    codeStart += isLine(piece) ? 1 : piece.code.length
    return isLine(piece) ? [] : [taskOf(piece, name, start)]
  })
  return {
    tasks,
    starter: pieces.flatMap((piece) => (isLine(piece) ? piece : starterOf(piece))).join('\n'),
    solution: pieces.flatMap((piece) => (isLine(piece) ? piece : piece.code)).join('\n'),
  }
}

type Region = {
  /** The line where it begins, counted from 1. */
  line: number
  indentation: string
  todo: string
  questions: string[]
  pointers: string[]
  starter: string[]
  code: string[]
}

// The file as lines and regions, in order.
function piecesOf(text: string, name: string): (string | Region)[] {
  const pieces: (string | Region)[] = []
  let region: Region | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const refuse = (reason: string) => new Error(`${name}:${index + 1}: ${reason}`)
    const marker = /^[ \t]*\/\/#(\S*)/.exec(line)?.[1]
    if (marker === 'region') {
      if (region !== undefined) throw refuse(`The region "${region.todo}" has no //#endregion`)
      region = openRegion(line, index + 1)
      if (region === undefined) throw refuse('Write //#region todo and what is to be done')
      pieces.push(region)
    } else if (marker === 'endregion') {
      if (region === undefined) throw refuse('No region is open here')
      region = undefined
    } else if (marker !== undefined) {
      throw refuse(`There is no marker //#${marker}`)
    } else if (region === undefined) {
      pieces.push(line)
    } else {
      addLine(region, line)
    }
  }
  if (region === undefined) return pieces
  throw new Error(`${name}:${region.line}: The region "${region.todo}" has no //#endregion`)
}

function openRegion(text: string, line: number): Region | undefined {
  const [, indentation, todo] = /^([ \t]*)\/\/#region todo[ \t]+(.*\S)/.exec(text) ?? []
  if (indentation === undefined || todo === undefined) return undefined
  return { line, indentation, todo, questions: [], pointers: [], starter: [], code: [] }
}

function addLine(region: Region, line: string): void {
  const [, indentation = '', kind, text = ''] = /^([ \t]*)\/\/([?>=]) ?(.*)$/.exec(line) ?? []
  if (kind === '?') region.questions.push(text.trim())
  else if (kind === '>') region.pointers.push(text.trim())
  else if (kind === '=') region.starter.push((indentation + text).trimEnd())
  else region.code.push(line)
}

function starterOf({ indentation, todo, starter }: Region): string[] {
  return [`${indentation}// TODO: ${todo}`, ...starter]
}

function taskOf(region: Region, name: string, codeStart: number): Task {
  const { line, todo, questions, pointers, starter: given, code } = region
  const refuse = (reason: string) => new Error(`${name}:${line}: The region "${todo}" ${reason}`)
  if (questions.length === 0) throw refuse('has no question: a line with //?')
  if (pointers.length === 0) throw refuse('has no pointer: a line with //>')
  if (code.every((each) => each.trim() === '')) throw refuse('has no code')
  return {
    todo,
    question: questions.join(' '),
    pointer: pointers.join(' '),
    code: withoutIndentation(code),
    codeStart,
    given,
  }
}

function filesOf(lesson: Lesson): readonly string[] {
  const folder = join(lesson.folder, 'files')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}
