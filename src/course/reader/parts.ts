// Parts of a page that are sent by themselves, by the id of the place that they fill.

import { html, type HtmlValue } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { Course } from './course.ts'
import { fileLine } from './fileLine.ts'
import { neighboursPart } from './neighbours.ts'
import { evidencePart, helpPart, verdictPart, wirePart } from './panel.ts'
import { statusLine } from './verdict.ts'

export type Parts = Readonly<Record<string, HtmlValue>>

/** Gives the parts of the page that a check changes. */
export function panelParts(course: Course, lesson: Lesson): Parts {
  return {
    status: statusLine(course.workshop.state(lesson.id)),
    file: fileLine(course, lesson),
    verdict: verdictPart(course, lesson),
    evidence: evidencePart(course, lesson),
    wire: wirePart(course, lesson),
    help: helpPart(course, lesson),
    neighbours: neighboursPart(course, lesson),
  }
}

/** Writes parts as texts for JSON. */
export function textsOf(parts: Parts): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, String(html`${part}`)]))
}
