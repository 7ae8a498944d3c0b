// Known answers of a project lesson, wrong and right. A short one names the file of the reference
// that each replacement is for. It can change several files, and write a new one as a whole:
//
//   // Forgets to say where the new link is.
//   //#file routes.ts
//   //#replace
//   return json(201, link, { location })
//   //#with
//   return json(201, link)
//   //#end
//   //#file notes.ts
//   //#whole
//   export const notes = []
//   //#end
//
// A folder instead of a file is a whole program of its own, in any language: `right/python/` with
// `command.txt`, which says how to start it. Exercise lessons may have such folders too.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyAnswer, type Answer } from './answers.ts'
import type { Lesson } from './lesson.ts'
import { readFiles, readReference, type Files } from './project.ts'

export type ProjectAnswer = Omit<Answer, 'text'> & {
  /** The whole program. */
  files: Files
  /** How to start it, when it isn't Node that runs `main.ts`. */
  command?: string
}

/** Reads the known answers of a project lesson, and those of an exercise that are folders. */
export function readProjectAnswers(lesson: Lesson): readonly ProjectAnswer[] {
  const reference = lesson.project === undefined ? undefined : readReference(lesson)
  return [...answersOf(lesson, 'wrong', reference), ...answersOf(lesson, 'right', reference)]
}

/** Makes the whole program of an answer; `name` is for error messages. */
export function applyProjectAnswer(answer: string, reference: Files, name = 'answer.ts'): Files {
  const [before = '', ...sections] = answer.split(/^\/\/#file[ \t]+/m)
  if (sections.length === 0 || !before.split('\n').every(isComment)) {
    throw new Error(`${name}: Begin with comments, and name the file to change: //#file main.ts`)
  }
  const files = new Map(reference)
  const named = new Set<string>()
  for (const section of sections) {
    const lineEnd = section.indexOf('\n')
    const path = section.slice(0, lineEnd).trim()
    if (named.has(path)) throw new Error(`${name}: It names ${path} twice`)
    named.add(path)
    files.set(path, newTextOf(section.slice(lineEnd + 1), reference.get(path), `${name}: ${path}`))
  }
  return files
}

const wholeForm = /^\/\/#whole[ \t]*\n([^]*)^\/\/#end[ \t]*\n*$/m

function newTextOf(section: string, text: string | undefined, name: string): string {
  const whole = wholeForm.exec(section)?.[1]
  if (whole !== undefined) return whole
  if (text === undefined) throw new Error(`${name} isn't in the reference: write it as //#whole`)
  const changed = applyAnswer(section, text, name)
  if (changed === section) throw new Error(`${name}: There is no //#replace after //#file`)
  return changed
}

function isComment(line: string): boolean {
  return line.trim() === '' || line.startsWith('// ')
}

function answersOf(
  lesson: Lesson, kind: Answer['kind'], reference: Files | undefined,
): ProjectAnswer[] {
  const folder = join(lesson.folder, kind)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = entry.name.replace(/\.ts$/, '')
    const finding = kind === 'wrong' ? name.split('--', 1).join('') : ''
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return [{ kind, name, finding, ...readProgram(path) }]
    if (reference === undefined) return []
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
    const place = `lessons/${lesson.folderName}/${kind}/${entry.name}`
    return [{ kind, name, finding, files: applyProjectAnswer(text, reference, place) }]
  })
}

function readProgram(folder: string): Pick<ProjectAnswer, 'files' | 'command'> {
  const { 'command.txt': command, ...texts } = Object.fromEntries(readFiles(folder))
  const files = new Map(Object.entries(texts))
  return { files, ...(command === undefined ? {} : { command: command.trim() }) }
}
