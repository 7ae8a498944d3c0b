// Which lesson owns a file, in words: with a link when the lesson is written.

import { html, type Html } from '../../../http/html.ts'
import { outline } from '../../lessons/outline.ts'
import type { Owner, Tier } from '../../lessons/owner.ts'
import { findWritten, lessonTitle, type Course } from '../course.ts'
import { sourceAddress, isTest, type SourceEntry } from './sourceTree.ts'

/** What each tier asks of a learner. */
const tierWords: Readonly<Record<Tier, string>> = {
  core: 'core: worth understanding line by line',
  tour: 'tour: worth a look',
  appendix: 'appendix: look it up when you need it',
}

/** Says who owns a file; the schema has an owner for each of its steps. */
export function ownerLine(course: Course, { path, introduction, steps }: SourceEntry): Html {
  if (steps.length > 0) {
    return html`<ul class="step-owners">${steps.map(({ name, line, owner }) => html`
<li><a href="${sourceAddress(path, line)}">Step “${name}”</a>: ${
  ownerLink(course, owner)} <span class="tier ${owner.tier}">${owner.tier}</span></li>`)}</ul>`
  }
  const { owner } = introduction
  if (owner === undefined) return html`<p class="owner quiet">${withoutOwner(path)}</p>`
  return html`<p class="owner">Belongs to ${ownerLink(course, owner)}
<span class="tier ${owner.tier}">${tierWords[owner.tier]}</span></p>`
}

/** Names the lesson of an owner. A planned one has no page to lead to. */
export function ownerLink(course: Course, { lesson }: Owner): Html {
  const number = outline.find(({ id }) => id === lesson)?.number
  const title = html`${number !== undefined && `Lesson ${number}: `}${lessonTitle(course, lesson)}`
  if (findWritten(course, lesson) === undefined) {
    return html`${title} <span class="quiet">(not written yet)</span>`
  }
  return html`<a href="/lessons/${lesson}">${title}</a>`
}

function withoutOwner(path: string): string {
  if (isTest(path)) return 'A test'
  if (path.startsWith('src/course/')) return 'Part of the course itself: it belongs to no lesson'
  return 'This file belongs to no lesson'
}
