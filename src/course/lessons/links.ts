// Finds the links and pictures of a lesson that lead nowhere.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { readBlocks } from './blocks.ts'
import { headingIds } from './headingId.ts'
import type { Lesson } from './lesson.ts'

/** Names each link, heading or picture that is not there, and each picture without a text. */
export function linkProblems(lesson: Lesson): string[] {
  return [...fileLinkProblems(join(lesson.folder, 'README.md')), ...drawingProblems(lesson)]
}

/** The same for one Markdown file, such as the glossary. */
function fileLinkProblems(path: string): string[] {
  const markdown = readFileSync(path, 'utf8')
  return readBlocks(markdown)
    .filter(({ kind }) => kind !== 'code')
    .flatMap(({ text, line }) => linksOf(text).flatMap((link) => {
      const problem = problemOf(link, path)
      return problem === undefined ? [] : [`line ${line}: ${problem}`]
    }))
}

type Link = { isPicture: boolean; text: string; target: string }

function linksOf(text: string): Link[] {
  const bare = text.replaceAll(/(`+)[^]*?\1/g, 'code')
  return [...bare.matchAll(/(!?)\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)/g)]
    .map(([, mark, label = '', target = '']) => ({ isPicture: mark === '!', text: label, target }))
}

function problemOf({ isPicture, text, target }: Link, page: string): string | undefined {
  if (isPicture && text.trim() === '') return `the picture ${target} has no alternative text`
  if (target === '') return `the link "${text}" leads nowhere`
  if (/^[a-z][a-z+.-]*:/i.test(target)) return outsideProblem(target, isPicture)
  const [path = '', heading] = target.split('#')
  const file = path === '' ? page : join(dirname(page), decodeURIComponent(path))
  if (!existsSync(file)) return `${target} is not there`
  if (heading === undefined) return undefined
  if (!file.endsWith('.md')) return undefined
  return hasHeading(file, heading) ? undefined : `${target}: the page has no such heading`
}

// The reader works offline, so pictures are our own.
function outsideProblem(target: string, isPicture: boolean): string | undefined {
  if (isPicture) return `the picture ${target} is outside the course`
  const isLesson = /^lesson:[a-z0-9-]+$/.test(target)
  if (isLesson) return `write ${target} as a path, for code hosts`
  const isFine = /^(?:https:|mailto:|http:\/\/localhost\b)/.test(target) && URL.canParse(target)
  return isFine ? undefined : `${target} isn't a link that a browser may follow`
}

function hasHeading(file: string, id: string): boolean {
  if (!statSync(file).isFile()) return false
  const headings = readBlocks(readFileSync(file, 'utf8')).filter(({ kind }) => kind === 'heading')
  return headingIds(headings.map(({ text }) => text)).includes(decodeURIComponent(id))
}

// A title is what a screen reader says of a drawing.
function drawingProblems({ folder }: Lesson): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svg'))
    .filter((name) => !/<title\b[^>]*>\s*[^<\s]/.test(readFileSync(join(folder, name), 'utf8')))
    .map((name) => `${relative(folder, join(folder, name))} has no <title>`)
}
