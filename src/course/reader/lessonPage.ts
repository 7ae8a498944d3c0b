// The page of a lesson: its contents, the text, the quiz, and next to them the learner's exercise.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Reply } from '../../http/reply.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { parts } from '../lessons/outline.ts'
import type { Heading } from '../markdown/markdown.ts'
import type { Draft } from './consoleView.ts'
import { findWritten, lessonTitle, type Course } from './course.ts'
import { readerPage } from './frame.ts'
import { icon } from './icons.ts'
import { lessonText } from './lessonText.ts'
import { neighboursPart } from './neighbours.ts'
import { panel } from './panel.ts'
import { quizView } from './quizView.ts'
import { newOrder, type Order } from './shuffle.ts'
import { ownedFiles } from './source/ownedFiles.ts'

export type Visit = {
  /** What's typed in the console. */
  draft?: Draft
  /** In which order the options of the quiz are. */
  order?: Order
}

/** Makes the page of a lesson. */
export function lessonPage(course: Course, lesson: Lesson, visit: Visit = {}): Reply {
  const { draft, order = newOrder() } = visit
  const { html: text, headings } = lessonText(course, lesson)
  return readerPage({
    title: lesson.title,
    description: descriptionOf(lesson),
    kind: 'lesson',
    hasExercise: lesson.hasExercise,
    body: html`<div class="layout ${lesson.hasExercise ? '' : 'without-panel'}"
data-page-lesson="${lesson.id}">
${contents(course, lesson, headings)}
<article class="text">
${titleBlock(course, lesson)}
${startedNote(course, lesson)}
${text}
${quizView(course, lesson, order)}
${ownedFiles(course, lesson)}
${steps(course, lesson)}
</article>
${lesson.hasExercise && panel(course, lesson, draft)}
</div>`,
  })
}

// The first paragraph, without the marks of Markdown.
function descriptionOf({ body, title }: Lesson): string {
  const paragraph = body.split(/\n\s*\n/).map((block) => block.trim())
    .find((block) => block !== '' && !/^[#`!|>-]/.test(block)) ?? title
  const plain = paragraph.replaceAll(/[*`]|\[|\]\([^)]*\)/g, '').replaceAll(/\s+/g, ' ')
  return plain.length <= 155 ? plain : `${plain.slice(0, 154).replace(/\s+\S*$/, '')}…`
}

function titleBlock(course: Course, lesson: Lesson): Html {
  const { number, title, minutes, part, needs } = lesson
  const partTitle = parts.find(({ id }) => id === part)?.title ?? ''
  const links = needs.map((id, index) => html`${index > 0 && ', '}${lessonLink(course, id)}`)
  return html`<header class="lesson-head">
<p class="eyebrow"><a href="/">Part ${part} · ${partTitle}</a></p>
<h1>${title}</h1>
<p class="facts"><span>Lesson ${number}</span> <span>${minutes} minutes</span>${
  links.length > 0 && html`\n<span>after ${links}</span>`}</p>
</header>`
}

// `npm start` has already done what the first lesson asks for.
function startedNote({ serverAddress, workshop }: Course, lesson: Lesson): HtmlValue {
  if (serverAddress === undefined || lesson !== workshop.lessons[0]) return ''
  return html`<div class="alert note" role="note" aria-label="Already running">
<p class="alert-title">Already running</p>
<p><code>npm start</code> has started this page, and it checks your file at each save. So you don't
need <code>npm run learn</code>, which shows the same in a terminal. The finished server runs at
<a href="${serverAddress}">${serverAddress}</a>.</p>
</div>`
}

function lessonLink(course: Course, id: string): Html {
  const title = lessonTitle(course, id)
  return findWritten(course, id) === undefined
    ? html`${title}`
    : html`<a href="/lessons/${id}">${title}</a>`
}

function contents(course: Course, lesson: Lesson, headings: readonly Heading[]): Html {
  const entries = headings.filter(({ level }) => level === 2)
  return html`<nav class="contents" aria-label="Contents">
<button class="contents-button needs-script" type="button" aria-expanded="true"
aria-controls="contents">${icon('contents')}<span>Contents</span></button>
<div id="contents">
<p class="contents-title">In this lesson</p>
<ol class="headings">${entries.map(({ id, text }) => html`
<li><a href="#${id}">${text}</a></li>`)}
<li><a href="#quiz">Quiz</a></li>${course.sources().ownedBy(lesson.id).length > 0 && html`
<li><a href="#source-files">Source files</a></li>`}</ol>
<p class="contents-title">Part ${lesson.part}</p>
<div id="neighbours" data-region>${neighboursPart(course, lesson)}</div>
</div></nav>`
}

function steps({ workshop }: Course, lesson: Lesson): Html {
  const index = workshop.lessons.findIndex(({ id }) => id === lesson.id)
  return html`<nav class="walk" aria-label="Neighbouring lessons">
${step(workshop.lessons[index - 1], 'previous')}
${step(workshop.lessons[index + 1], 'next')}
</nav>`
}

function step(lesson: Lesson | undefined, way: 'previous' | 'next'): HtmlValue {
  const words = way === 'next' ? 'Next' : 'Previous'
  if (lesson === undefined && way === 'previous') return html`<span></span>`
  if (lesson === undefined) {
    return html`<a class="step next" href="/">
<span class="quiet">That's all so far</span><b>Back to the map</b></a>`
  }
  return html`<a class="step ${way}" href="/lessons/${lesson.id}" data-way="${way}"
rel="${way === 'next' ? 'next' : 'prev'}">
<span class="quiet">${words} · Lesson ${lesson.number}</span><b>${lesson.title}</b></a>`
}
