// The glossary: every term of the course in alphabetical order, each with an address of its own.

import { html, type Html } from '../../http/html.ts'
import type { Reply } from '../../http/reply.ts'
import type { Term } from '../lessons/glossary.ts'
import type { Course } from './course.ts'
import { readerPage } from './frame.ts'
import { termText } from './lessonText.ts'

/** Makes the page of the glossary. */
export function glossaryPage(course: Course): Reply {
  const terms = course.terms.toSorted((left, right) => left.name.localeCompare(right.name, 'en'))
  const letters = Map.groupBy(terms, ({ name }) => letterOf(name))
  return readerPage({
    title: 'Glossary',
    description: 'The terms of backend engineering, each explained in a few sentences.',
    place: 'glossary',
    kind: 'plain',
    body: html`<section class="glossary">
<h1>Glossary</h1>
<p class="lead">The terms of the course, in a few sentences each.</p>
${terms.length === 0 && html`<p class="quiet">There are no terms yet.</p>`}
${terms.length > 0 && html`<nav class="letters" aria-label="Letters">${
  [...letters.keys()].map((letter) => html`<a href="#letter-${letter}">${letter}</a> `)}</nav>`}
${[...letters].map(([letter, group]) => html`<h2 class="letter" id="letter-${letter}">${letter}</h2>
${group.map((term) => termView(course, term))}`)}
</section>`,
  })
}

function letterOf(name: string): string {
  const letter = name.charAt(0).toUpperCase()
  return /[A-Z]/.test(letter) ? letter : '0'
}

function termView(course: Course, { id, name, text }: Term): Html {
  return html`<section class="term" id="${id}"><h3><a href="#${id}">${name}</a></h3>
${termText(course, text)}</section>
`
}
