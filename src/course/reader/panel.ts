// The panel beside a lesson: the state of the learner's own program. It has four views: the
// result, the bytes, a console to send requests with, and what happens inside the program.

import { html, type Html } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { highlightCode } from '../markdown/highlight.ts'
import { renderInline } from '../markdown/inline.ts'
import { changesLink } from './changesPage.ts'
import { consoleView, type Draft } from './consoleView.ts'
import { findWritten, type Course } from './course.ts'
import { icon } from './icons.ts'
import { logView } from './logView.ts'
import { fileLine, shortPath } from './fileLine.ts'
import { evidence, statusLine, verdict } from './verdict.ts'
import { wireView } from './wireView.ts'

const tabs = [
  ['verdict', 'Result'], ['wire', 'Wire'], ['console', 'Console'], ['log', 'Log'],
] as const

/** Makes the panel of a lesson with an exercise. */
export function panel(course: Course, lesson: Lesson, draft?: Draft): Html {
  const { id } = lesson
  return html`<section class="panel" id="panel" tabindex="-1" aria-label="Your exercise"
data-lesson="${id}" data-revision="${course.revision(id)}">
<div class="panel-head">
<button class="sheet-button needs-script" type="button" aria-expanded="false"
aria-controls="panel-body" aria-label="Show the result">${icon('up')}</button>
<p class="status" id="status" role="status" data-region>${statusLine(course.workshop.state(id))}</p>
<p class="status status-lost"><span class="words">Not connected: no checks are run</span></p>
<form method="post" action="/lessons/${id}/check" data-into="panel" data-check><button
class="primary small" title="Check the exercise (c)">Check</button></form>
</div>
<div class="panel-body" id="panel-body">
<p class="elsewhere" id="elsewhere" role="status" hidden>You're working on
<a href="/">another lesson</a></p>
<div class="tabs needs-script" role="tablist" aria-label="Views">${
  tabs.map(([name, title], index) => html`
<button role="tab" type="button" id="tab-${name}" aria-controls="view-${name}"
aria-selected="${String(index === 0)}" tabindex="${index === 0 ? '0' : '-1'}">${title}</button>`)}
</div>
${tabs.map(([name, title], index) => html`
<div class="view ${index === 0 ? 'shown' : ''}" id="view-${name}" role="tabpanel"
aria-labelledby="tab-${name}">
<h2 class="view-title">${title}</h2>
${viewOf(course, lesson, name, draft)}
</div>`)}
</div>
</section>`
}

type ViewName = (typeof tabs)[number][0]

function viewOf(course: Course, lesson: Lesson, ...[name, draft]: [ViewName, Draft?]): Html {
  switch (name) {
    case 'verdict': return html`<div id="file" data-region>${fileLine(course, lesson)}</div>
<div id="verdict" data-region>${verdictPart(course, lesson)}</div>
<div id="help" data-region>${helpPart(course, lesson)}</div>
<div id="evidence" data-region>${evidencePart(course, lesson)}</div>`
    case 'wire': return html`<div id="wire" data-region>${wirePart(course, lesson)}</div>`
    case 'console': return consoleView(course, lesson, draft)
    case 'log': return logView(course, lesson)
  }
}

/** Shows what the last check found. */
export function verdictPart(course: Course, lesson: Lesson): Html {
  return verdict(course, course.workshop.state(lesson.id))
}

/** Shows what that is based on. */
export function evidencePart(course: Course, lesson: Lesson): Html {
  return evidence(course, course.workshop.state(lesson.id))
}

/** Shows every byte that the failing step sent and received, with the meaning of each part. */
export function wirePart(course: Course, { id }: Lesson): Html {
  const turns = course.workshop.state(id).report?.finding?.wire ?? []
  if (turns.length === 0) {
    return html`<p class="quiet">When a step fails, the bytes that it sent and received appear
here. In the console, you can send requests of your own and see their bytes in the same way.</p>`
  }
  const hasLesson = (lesson: string) => findWritten(course, lesson) !== undefined
  return html`<p class="inspector quiet" data-inspector>Point at a part, or move to it with the
Tab key, to see what it is.</p>
${wireView(turns, { isLabelled: true, hasLesson })}`
}

/** Shows what can be asked for: hints, the solution, a fresh start. */
export function helpPart(course: Course, lesson: Lesson): Html {
  const { workshop, shown } = course
  const { hints, note, solution } = shown.help(lesson.id)
  const { state, report } = workshop.state(lesson.id)
  return html`${state === 'new' ? beginning(course, lesson) : actions(lesson)}
${hints.length > 0 && report?.passed !== true
  && html`<div role="status"><ol class="hints">${hints.map(hintView)}</ol></div>`}
${note !== undefined && html`<p class="said" role="status">${note}</p>`}
${solution !== undefined && solutionView(solution)}
${state !== 'new' && changesLink(lesson)}`
}

function actions(lesson: Lesson): Html {
  return html`<div class="actions">
${action(lesson, 'hint', 'Give me a hint')}
${action(lesson, 'solution', 'Show the solution')}
${action(lesson, 'reset', 'Start over')}
</div>`
}

function beginning({ workshop }: Course, lesson: Lesson): Html {
  return html`<div class="beginning"><p>This copies the exercise to
<code>${shortPath(workshop.exercisePath(lesson.id))}</code>. Open it in your editor: each save
runs the check.</p>
${action(lesson, 'begin', 'Start this exercise', 'primary')}</div>`
}

function action(lesson: Lesson, name: string, title: string, kind = ''): Html {
  const question =
    name === 'reset' ? 'Go back to the original exercise? Your files are kept as a backup.' : ''
  return html`<form method="post" action="/lessons/${lesson.id}/${name}" data-into="help"
data-ask="${question}">
<button class="small ${kind}" data-action="${name}">${title}</button></form>`
}

function hintView({ level, text }: { level: number; text: string }): Html {
  const shown = level < 3 ? renderInline(text) : codeView(text, 'Code of the hint')
  return html`
<li><b>Hint ${level}</b> ${shown}</li>`
}

function solutionView(text: string): Html {
  return html`<details class="solution" open><summary>One possible solution</summary>
${codeView(text, 'The solution')}</details>`
}

function codeView(text: string, label: string): Html {
  return html`<pre tabindex="0" role="group" aria-label="${label}"><code>${
    highlightCode(text, 'ts')}</code></pre>`
}
