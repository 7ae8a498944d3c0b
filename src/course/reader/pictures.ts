// The pictures of a lesson. A drawing becomes part of the page, so that it has the page's colours;
// it is a file of this project, not of a stranger. Other pictures are served from the folder.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html, trustedHtml, type Html } from '../../http/html.ts'
import { staticFiles } from '../../http/static.ts'
import { HttpError } from '../../http/errors.ts'
import type { Handler } from '../../http/context.ts'
import { addressOfLesson, findWritten, type Course } from './course.ts'

// A picture that is opened by itself may have its own styles, and nothing else.
const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
const pictureName = /^[\w-]+\.(?:svg|png)$/

/** Gives the drawing itself for an SVG file of a folder; undefined for anything else. */
export function drawingOf(course: Course, folder: string, source: string): Html | undefined {
  const path = join(folder, source)
  if (!/^[\w-]+\.svg$/.test(source) || !existsSync(path)) return undefined
  return inlineDrawing(course, readFileSync(path, 'utf8'))
}

// A wide drawing gets smaller on a phone, and then scrolls: its smallest labels have 14.5 pixels
// and stay above 12. The stylesheet has a class for each step up to 800.
const wideFrom = 500
const smallestScale = 0.834
const stepPixels = 20

function sizeClass(width: number): string {
  if (width < wideFrom) return 'diagram'
  const narrowest = Math.ceil(width * smallestScale / stepPixels) * stepPixels
  return `diagram wide min-${Math.min(Math.max(narrowest, 420), 800)}`
}

function inlineDrawing(course: Course, text: string): Html {
  const title = /<title\b[^>]*>([^<]*)<\/title>/.exec(text)?.[1]?.trim() ?? 'Diagram'
  // A drawing's own styles are for sites like GitHub: the policy of our pages forbids them.
  const shapes = text
    .replace(/^[^]*?<svg\b[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replaceAll(/<(title|style|desc)\b[^]*?<\/\1>/g, '')
    .replaceAll(/href="lesson:([a-z0-9-]+)"/g, (_, id: string) =>
      `href="${addressOfLesson(course, id)}"`)
  const box = /<svg\b[^>]*\bviewBox="([\d. -]+)"/.exec(text)?.[1] ?? '0 0 720 300'
  const [, , width, height] = box.split(' ')
  const name = decodeEntities(title)
  // As a picture its links would be hidden from screen readers.
  const role = shapes.includes('<a ') ? 'group' : 'img'
  const size = sizeClass(Number(width))
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Drawing"><svg
class="${size}" viewBox="${box}" width="${width}" height="${height}" role="${role}"
aria-label="${name}">${trustedHtml(shapes)}</svg></div>`
}

function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

/** Makes the handler that serves a lesson's pictures, and no other file of its folder. */
export function servePictures(course: Course): Handler<'/lessons/:id/:picture'> {
  const folders = new Map<string, ReturnType<typeof staticFiles>>()
  return async (context) => {
    const { id, picture } = context.params
    const lesson = findWritten(course, id)
    if (lesson === undefined || !pictureName.test(picture)) {
      throw new HttpError(404, 'not-found', 'There is no picture at this address')
    }
    const serve = folders.get(id) ?? staticFiles({ root: lesson.folder })
    folders.set(id, serve)
    const route = '/lessons/:id/*picture'
    context.route = route
    const reply = await serve(context)
    reply.headers['content-security-policy'] = policy
    return reply
  }
}
