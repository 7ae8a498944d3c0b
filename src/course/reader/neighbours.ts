// The lessons of the same part, next to the text. Passed ones have a check mark.

import { html, type Html } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { outline } from '../lessons/outline.ts'
import { findWritten, lessonTitle, type Course } from './course.ts'
import { icon } from './icons.ts'
import { standingOf, standingWords } from './states.ts'

/** Lists the lessons of a lesson's part. */
export function neighboursPart(course: Course, { id: here, part }: Lesson): Html {
  return html`<ol class="neighbours">${outline.filter((entry) => entry.part === part)
    .map(({ id, number }) => neighbour(course, { id, number, isHere: id === here }))}</ol>`
}

type Neighbour = { id: string; number: number; isHere: boolean }

function neighbour(course: Course, { id, number, isHere }: Neighbour): Html {
  const isWritten = findWritten(course, id) !== undefined
  const standing = standingOf(isWritten ? course.workshop.state(id) : undefined)
  const sign = standing === 'passed' ? icon('passed') : number
  const content = html`<span class="dot" aria-hidden="true">${sign}</span>
<span>${lessonTitle(course, id)}<span class="unseen"> (${standingWords[standing]})</span></span>`
  if (!isWritten) return html`<li class="${standing}"><span class="stop">${content}</span></li>`
  return html`<li class="${standing}"><a class="stop" href="/lessons/${id}"
${isHere && html`aria-current="page"`}>${content}</a></li>`
}
