// The files that a lesson owns, at the end of its page.

import { html, type Html } from '../../../http/html.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import type { Tier } from '../../lessons/owner.ts'
import type { Course } from '../course.ts'
import { firstSentence } from './sourcePage.ts'
import { sourceAddress, type OwnedFile } from './sourceTree.ts'

const titles: Readonly<Record<Tier, string>> = {
  core: 'Core: understand these line by line',
  tour: 'Tour: worth a look',
  appendix: 'Appendix: look it up when you need it',
}

const tiers = ['core', 'tour', 'appendix'] as const

/** Shows the files of a lesson by tier; nothing when it owns none. */
export function ownedFiles(course: Course, { id }: Lesson): Html {
  const files = course.sources().ownedBy(id)
  if (files.length === 0) return html``
  return html`<section class="owned" aria-labelledby="source-files">
<h2 id="source-files">Source files of this lesson</h2>
${tiers.map((tier) => tierView(course, tier, files.filter(({ owner }) => owner.tier === tier)))}
</section>`
}

function tierView(course: Course, tier: Tier, files: readonly OwnedFile[]): Html {
  if (files.length === 0) return html``
  return html`<h3>${titles[tier]}</h3>
<ul class="owned-files">${files.map((file) => fileView(course, file))}</ul>
`
}

function fileView({ sources }: Course, { path, name, line }: OwnedFile): Html {
  const { introduction } = sources().find(path) ?? {}
  const sentence = line === undefined ? firstSentence(introduction?.text ?? '') : undefined
  return html`
<li><a href="${sourceAddress(path, line)}"><code>${name}</code></a>${
  sentence !== undefined && html` <span class="quiet">${sentence}</span>`}</li>`
}
