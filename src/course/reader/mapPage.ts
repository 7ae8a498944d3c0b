// The map of the whole course: every lesson of every part, what's done, where you are, and what
// isn't written yet.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Reply } from '../../http/reply.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { outline, parts, type OutlineEntry, type Part, type PartId } from '../lessons/outline.ts'
import { renderInline } from '../markdown/inline.ts'
import type { ExerciseState, Workshop } from '../workshop/workshop.ts'
import type { Course } from './course.ts'
import { readerPage } from './frame.ts'
import { icon } from './icons.ts'
import { sampleFinding } from './sample.ts'
import { standingOf, standingWords } from './states.ts'
import { statusLine } from './verdict.ts'

const promises: Readonly<Record<PartId, string>> = {
  A: 'What travels between two machines, byte by byte.',
  B: 'How a client and a server understand each other, and how they fail to.',
  C: 'Store data so that it stays correct: tables, keys, transactions.',
  D: 'Turn everything so far into a product that you can share.',
  E: 'Know who sent a request, and decide what they may do.',
  F: 'Design an interface that other programs can use for years.',
  G: 'When one process isn\'t enough: queues, caches, events.',
  H: 'Test it, monitor it, load it, and put it online.',
}

/** Makes the page of the map. */
export function mapPage({ workshop, guides, serverAddress }: Course): Reply {
  return readerPage({
    title: 'The course',
    description: 'The map of the course: from the first byte on a wire to a running shop.',
    place: 'map',
    kind: 'map',
    body: html`<div id="map" data-region data-follow="progress">${courseMap(workshop)}</div>
${guides.length > 0 && html`<p class="quiet server">Guides: ${
  guides.map(({ name, title }, index) => html`${index > 0 && ', '}<a
href="/guides/${name}">${title}</a>`)}.</p>`}
${serverAddress !== undefined && html`<p class="quiet server">The finished server is running at
<a href="${serverAddress}">${serverAddress}</a></p>`}`,
  })
}

/** Makes the part of the page that changes as somebody learns. */
export function courseMap(workshop: Workshop): Html {
  const states = new Map(workshop.states().map((state) => [state.lesson.id, state]))
  const current = workshop.current()
  return html`${hero(workshop, states)}
<ol class="parts">${parts.map((part) => partOfMap(part, states, current.id))}
</ol>`
}

type States = ReadonlyMap<string, ExerciseState>

function hero(workshop: Workshop, states: States): Html {
  const current = workshop.current()
  const all = [...states.values()]
  const passed = all.filter(({ state }) => state === 'passed').length
  const isFresh = all.every(({ state }) => state === 'new')
  const isDone = passed === all.length
  const next = (isDone ? undefined : nextLesson(workshop, states)) ?? current
  const lead = isFresh
    ? 'From the first byte on a wire to a shop that runs on three machines. You write each part '
      + 'yourself, and a check sends requests to your server and tells you what it found.'
    : `You've passed ${passed} of ${all.length} lessons.`
  return html`<section class="hero"><div>
<p class="eyebrow">${all.length} lessons so far</p>
<h1>Build a server from scratch</h1>
<p class="lead">${lead}</p>
${meter(passed, all.length)}
<p class="go"><a class="button primary big" href="/lessons/${next.id}">${
  goWords(isFresh, isDone)}</a>
<span class="quiet">Lesson ${next.number} · ${next.title} · ${next.minutes} minutes</span></p></div>
${isFresh ? sampleFinding() : lately(states.get(next.id))}
</section>`
}

// The state of the next exercise.
function lately(state: ExerciseState | undefined): HtmlValue {
  if (state === undefined || state.state === 'new') return ''
  const { finding } = state.report ?? {}
  return html`<div class="lately"><p class="eyebrow">Your exercise</p>
<p class="status">${statusLine(state)}</p>
${finding !== undefined
  && html`<p class="think"><b>Think:</b> ${renderInline(finding.hint)}</p>`}</div>`
}

function goWords(isFresh: boolean, isDone: boolean): string {
  if (isFresh) return 'Start'
  return isDone ? 'Review' : 'Continue'
}

// Where the learner is, unless that is passed; then the first open one after it, or else before it.
function nextLesson(workshop: Workshop, states: States): Lesson | undefined {
  const here = workshop.current()
  const isOpen = (id: string) => states.get(id)?.state !== 'passed'
  if (isOpen(here.id)) return here
  const open = workshop.lessons.filter(({ id }) => isOpen(id))
  return open.find(({ number }) => number > here.number) ?? open[0]
}

// One piece for each lesson that exists.
function meter(passed: number, length: number): Html {
  return html`<svg class="meter" viewBox="0 0 ${length} 1" preserveAspectRatio="none" role="img"
aria-label="${passed} of ${length} lessons passed"><rect class="rail" width="${length}" height="1"/>
<rect class="done" width="${passed}" height="1"/></svg>`
}

function partOfMap(part: Part, states: States, currentId: string): Html {
  const entries = outline.filter((entry) => entry.part === part.id)
  const passed = entries.filter(({ id }) => states.get(id)?.state === 'passed').length
  const written = entries.filter(({ id }) => states.has(id)).length
  return html`
<li class="part ${written > 0 ? 'written' : 'unwritten'}">
<div class="part-head"><p class="letter" aria-hidden="true">${part.id}</p>
<h2><span class="unseen">Part ${part.id}: </span>${part.title}</h2>
<p>${promises[part.id]}</p>
<p class="count">${written > 0 ? `${passed} of ${written} passed` : 'Planned'}</p></div>
<ol class="trail">${entries.map((entry) => station(entry, states.get(entry.id), currentId))}
</ol>
</li>`
}

function station(entry: OutlineEntry, state: ExerciseState | undefined, currentId: string): Html {
  const standing = standingOf(state)
  const isHere = entry.id === currentId && state !== undefined
  const sign = standing === 'passed' ? icon('passed') : entry.number
  const title = state?.lesson.title ?? entry.title
  const words = isHere ? `you are here, ${standingWords[standing]}` : standingWords[standing]
  const content = html`<span class="dot" aria-hidden="true">${sign}</span>
<span class="name"><span class="unseen">${entry.number}. </span>${title}</span>
<span class="state">${
  isHere ? html`<b>You are here</b>` : html`<span class="unseen">${words}</span>`}
${state !== undefined && html`<span class="minutes">${state.lesson.minutes} min</span>`}</span>`
  return html`
<li id="lesson-${entry.number}" class="station ${standing} ${isHere ? 'here' : ''}">${
  state === undefined ? html`<span class="stop">${content}</span>`
    : html`<a class="stop" href="/lessons/${entry.id}">${content}</a>`}</li>`
}
