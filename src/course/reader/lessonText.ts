// The text of a lesson as a part of a page: its links lead to pages of the reader, and its drawings
// are inlined. Rendered once for each version of the text.

import type { Html } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { outline } from '../lessons/outline.ts'
import { renderMarkdown, type Heading } from '../markdown/markdown.ts'
import { addressOfLesson, type Course } from './course.ts'
import { drawingOf } from './pictures.ts'

export type LessonText = { html: Html; headings: readonly Heading[] }

const rendered = new WeakMap<Lesson, LessonText>()

/** Renders the text of a lesson, without its title. */
export function lessonText(course: Course, lesson: Lesson): LessonText {
  const known = rendered.get(lesson)
  if (known !== undefined) return known
  const { html: text, headings } = renderMarkdown(withoutTitle(lesson.body), {
    link: (address) => resolveLink(course, address),
    image: (source) => drawingOf(course, lesson.folder, source)
      ?? `/lessons/${lesson.id}/${source}`,
    source: (path, name) => course.sources().addressOf(path, name),
  })
  const made = { html: text, headings: headings.filter(({ level }) => level <= 3) }
  rendered.set(lesson, made)
  return made
}

/** Renders the text of a page that isn't a lesson, without its title. */
export function guideText(course: Course, { folder, body }: { folder: string; body: string }) {
  return renderMarkdown(withoutTitle(body), {
    link: (address) => resolveLink(course, address),
    image: (source) => drawingOf(course, folder, source) ?? source,
    source: (path, name) => course.sources().addressOf(path, name),
  })
}

/** Renders a text of the glossary. */
export function termText(course: Course, text: string): Html {
  return renderMarkdown(text, { link: (address) => resolveLink(course, address) }).html
}

// The page shows the title itself, with number and minutes.
function withoutTitle(body: string): string {
  return body.replace(/^\s*# [^\n]*\n/, '')
}

/** Turns a link between files into the address of a page. */
function resolveLink(course: Course, address: string): string {
  const [path = '', heading] = address.split('#')
  const anchor = heading === undefined ? '' : `#${heading}`
  const lesson = /(?:^|\/)(\d\d)-([a-z0-9-]+)\/(?:README\.md)?$/.exec(path)
  if (lesson !== null) return lessonAddress(course, Number(lesson[1]), lesson[2] ?? '') + anchor
  if (/(?:^|\/)glossary\.md$/.test(path)) return `/glossary${anchor}`
  const guide = /(?:^|\/)([a-z-]+)\.md$/.exec(path)?.[1]
  if (course.guides.some(({ name }) => name === guide)) return `/guides/${guide}${anchor}`
  return sourceLink(course, path, anchor) ?? address
}

// `../../src/http/router.ts` is what leads to the file on a code host; a folder is a place on the
// page of all files.
function sourceLink({ sources }: Course, path: string, anchor: string): string | undefined {
  const [, file] = /^(?:\.\.\/){1,3}((?:src|test)\/.*|schema\.sql)$/.exec(path) ?? []
  if (file === undefined) return undefined
  const found = sources().addressOf(file)
  if (found !== undefined) return `${found}${anchor}`
  const folder = file.replace(/\/$/, '')
  const isFolder = sources().entries.some((entry) => entry.path.startsWith(`${folder}/`))
  return isFolder ? `/source/#${folder.replaceAll('/', '-')}` : undefined
}

function lessonAddress(course: Course, number: number, name: string): string {
  return addressOfLesson(course, outline.find((entry) => entry.number === number)?.id ?? name)
}
