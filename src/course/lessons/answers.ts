// Answers that the course knows: wrong ones, each of which must get exactly its finding, and right
// ones that differ from the solution. A short one is written as a replacement of the solution:
//
//   // Forgets to say where the new note is.
//   //#replace
//   response.writeHead(201, { location })
//   //#with
//   response.writeHead(201)
//   //#end

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readExercise } from './exercise.ts'
import { withoutIndentation } from './indentation.ts'
import type { Lesson } from './lesson.ts'

export type Answer = {
  kind: 'wrong' | 'right'
  /** The file's name without `.ts`: `no-location--put`. */
  name: string
  /** What a wrong answer must be told: `no-location`. Empty for a right one. */
  finding: string
  /** The whole program. */
  text: string
}

/** Reads the known answers of an exercise. Throws when a replacement does not fit the solution. */
export function readAnswers(lesson: Lesson): readonly Answer[] {
  if (!lesson.hasExercise || lesson.project !== undefined) return []
  const { solution } = readExercise(lesson)
  return [...answersOf(lesson, 'wrong', solution), ...answersOf(lesson, 'right', solution)]
}

/**
 * Makes the whole program of an answer; `name` is for error messages. Each old text must appear
 * exactly once in the solution, but its indentation there doesn't matter.
 */
export function applyAnswer(answer: string, solution: string, name = 'answer.ts'): string {
  if (!anyMarker.test(answer)) return answer
  const changes = replacementsOf(answer, name)
    .map(({ oldText, newText, place }) => ({ newText, ...findOnce(solution, oldText, place) }))
    .sort((one, other) => one.start - other.start)
  let program = ''
  let end = 0
  for (const change of changes) {
    if (change.start < end) throw new Error(`${name}: Two replacements change the same text`)
    program += solution.slice(end, change.start) + indent(change.newText, change.indentation)
    end = change.end
    // A line that loses all of its text goes too.
    const lineEnd = /^[ \t]*\n/.exec(solution.slice(end))
    if (change.newText !== '' || lineEnd === null || !/(?:^|\n)[ \t]*$/.test(program)) continue
    program = program.replace(/[ \t]+$/, '')
    end += lineEnd[0].length
  }
  return program + solution.slice(end)
}

function answersOf(lesson: Lesson, kind: Answer['kind'], solution: string): Answer[] {
  const folder = join(lesson.folder, kind)
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((file) => file.endsWith('.ts')).sort().map((file) => {
    const name = file.slice(0, -'.ts'.length)
    const finding = kind === 'wrong' ? name.split('--', 1).join('') : ''
    const path = `lessons/${lesson.folderName}/${kind}/${file}`
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    return { kind, name, finding, text: applyAnswer(text, solution, path) }
  })
}

const anyMarker = /^[ \t]*\/\/#/m
const block =
  /^[ \t]*\/\/#replace[ \t]*\n([^]*?)^[ \t]*\/\/#with[ \t]*\n([^]*?)^[ \t]*\/\/#end[ \t]*$/gm

type Replacement = { oldText: string; newText: string; place: string }

function replacementsOf(answer: string, name: string): Replacement[] {
  const outside = answer.replaceAll(block, '')
  if (outside.split('\n').some((line) => anyMarker.test(line) || !/^\s*(?:\/\/|$)/.test(line))) {
    throw new Error(`${name}: Outside //#replace … //#with … //#end there may only be comments`)
  }
  return [...answer.matchAll(block)].map(({ 1: before = '', 2: after = '', index }) => {
    const place = `${name}:${answer.slice(0, index).split('\n').length}`
    const oldText = withoutIndentation(before.split('\n'))
    if (oldText === '') throw new Error(`${place}: A replacement needs an old text`)
    if (anyMarker.test(before) || anyMarker.test(after)) {
      throw new Error(`${place}: A replacement holds another marker`)
    }
    return { oldText, newText: withoutIndentation(after.split('\n')), place }
  })
}

type Place = { start: number; end: number; indentation: string }

function findOnce(solution: string, oldText: string, place: string): Place {
  const places = findPlaces(solution, oldText)
  const [found] = places
  if (found !== undefined && places.length === 1) return found
  const times = found === undefined ? "isn't" : `appears ${places.length} times`
  throw new Error(`${place}: This old text ${times} in the solution:\n${oldText}`)
}

// The old text may begin in the middle of a line and end in the middle of another.
function findPlaces(solution: string, oldText: string): Place[] {
  const places: Place[] = []
  const text = oldText.trimStart()
  const [firstLine = ''] = text.split('\n')
  const extraSpaces = oldText.length - text.length
  let index = solution.indexOf(firstLine)
  for (; index !== -1; index = solution.indexOf(firstLine, index + 1)) {
    const lineStart = solution.lastIndexOf('\n', index) + 1
    const spaces = /^[ \t]*/.exec(solution.slice(lineStart))?.[0] ?? ''
    const indentation = spaces.slice(0, Math.max(0, spaces.length - extraSpaces))
    const expected = indent(text, indentation)
    if (!solution.startsWith(expected, index)) continue
    const isAtStart = lineStart + spaces.length === index
    const start = isAtStart ? lineStart + indentation.length : index
    places.push({ start, end: index + expected.length, indentation })
  }
  return places
}

// The first line stays where it is.
function indent(text: string, indentation: string): string {
  return text.replaceAll(/\n(?=[^\n])/g, `\n${indentation}`)
}
