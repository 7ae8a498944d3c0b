// What the last check found, as the page shows it: the steps, and the first mistake with all that
// helps to understand it.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Report, ReportedFinding, StepReport } from '../check/report.ts'
import { renderInline } from '../markdown/inline.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { ExerciseState } from '../workshop/workshop.ts'
import { copyButton } from './copyButton.ts'
import { icon, type IconName } from './icons.ts'
import { lessonTitle, type Course } from './course.ts'
import { wireView } from './wireView.ts'

/** Shows the state of the exercise in one line. */
export function statusLine({ state, isRunning, report, problem }: ExerciseState): Html {
  const [sign, words, more] = statusOf({ state, isRunning, report, problem })
  return html`<span class="verdict-sign ${sign}">${icon(sign)}</span>
<span class="words"><span class="short">${words}</span>${
  more !== undefined
  && html`<span class="colon">: </span><span class="more">${renderInline(more)}</span>`}</span>`
}

type Status = Pick<ExerciseState, 'state' | 'isRunning'> & {
  report: Report | undefined
  problem: string | undefined
}

function statusOf(status: Status): readonly [sign: IconName, words: string, more?: string] {
  const { state, isRunning, report, problem } = status
  if (isRunning) return ['running', 'Checking …']
  if (problem !== undefined) return ['failed', "The check couldn't run"]
  if (report?.passed) return ['passed', `Passed in ${Math.round(report.durationMs)} ms`]
  if (report?.finding !== undefined) return ['failed', placeOf(report), report.finding.title]
  if (state === 'passed') return ['passed', 'Passed before']
  if (state === 'changed') return ['open', 'Passed before; the exercise has changed since']
  return ['open', state === 'new' ? 'Not started' : 'Not checked yet']
}

function placeOf({ steps }: Report): string {
  const failed = steps.findIndex(({ state }) => state === 'failed')
  if (failed === -1) return "Your program doesn't start"
  return `Step ${failed + 1} of ${steps.length} fails`
}

/** Shows what the last check found, in short: what was expected, and what came. */
export function verdict(course: Course, { lesson, state, report, problem }: ExerciseState): Html {
  if (problem !== undefined) return html`<p class="trouble">${problem}</p>`
  if (report === undefined) return html`<p class="quiet">${invitation(state)}</p>`
  return html`${report.passed && praise(course, report, lesson)}
${report.finding !== undefined && findingView(report.finding)}`
}

/** Shows what the finding is based on, why it matters, and every step. */
export function evidence(course: Course, { report, problem }: ExerciseState): Html {
  if (problem !== undefined || report === undefined) return html``
  return html`${report.finding !== undefined && evidenceView(course, report.finding)}
<details class="steps-fold"><summary>Steps
<span class="quiet">${countOf(report)}</span></summary>
<ol class="steps">${report.steps.map(stepView)}</ol></details>`
}

function invitation(state: ExerciseState['state']): string {
  if (state === 'passed') return "You've passed this exercise. You can check it again at any time."
  return 'Each time you save your file, the check runs, and the result appears here.'
}

function countOf({ steps }: Report): string {
  return `${steps.filter(({ state }) => state === 'passed').length} of ${steps.length}`
}

function praise({ workshop }: Course, { steps, seed }: Report, { number }: Lesson): Html {
  const next = workshop.lessons.find((lesson) => lesson.number > number)
  return html`<div class="praise"><p><b>It works.</b> All ${steps.length} steps passed, with fresh
data (seed ${seed}). Before you go on: is there anything in it that you couldn't explain?</p>
${next !== undefined
  && html`<p><a class="button small" href="/lessons/${next.id}">Next: ${next.title}</a></p>`}</div>`
}

function stepView({ title, state, note }: StepReport): Html {
  return html`
<li class="step ${state}">${icon(state)} <span>${renderInline(title)}<span class="unseen"> (${
  stepWords[state]})</span>${
  note !== undefined && html` <span class="quiet">${note}</span>`}</span></li>`
}

const stepWords = {
  passed: 'passed', failed: 'failed', skipped: 'skipped', open: 'not reached',
} as const

function findingView(finding: ReportedFinding): Html {
  const { id, title } = finding
  return html`<section class="finding" aria-labelledby="finding-title">
<p class="finding-id">${id}</p>
<h3 id="finding-title">${renderInline(title)}</h3>
${comparison(finding)}
${placeView(finding)}
</section>`
}

function evidenceView(course: Course, finding: ReportedFinding): Html {
  const { why, hint, read, wire, curl } = finding
  return html`<section class="finding" aria-label="What the finding is based on">
${wire.length > 0 && wireView(wire, { isLabelled: false, hasLesson: () => false })}
${outputView(finding)}
<h4>Why it matters</h4>
<p>${renderInline(why)} ${readLink(course, read)}</p>
<p class="think"><b>Think:</b> ${renderInline(hint)}</p>
${curl !== undefined && curlView(curl)}
</section>`
}

function comparison({ expected, actual }: ReportedFinding): HtmlValue {
  if (expected === undefined && actual === undefined) return ''
  return html`<dl class="comparison">
${expected !== undefined && html`<div><dt>Expected</dt><dd>${renderInline(expected)}</dd></div>`}
${actual !== undefined
  && html`<div class="actual"><dt>Got</dt><dd>${renderInline(actual)}</dd></div>`}
</dl>`
}

function placeView({ place }: ReportedFinding): HtmlValue {
  if (place === undefined) return ''
  return html`<figure class="place"><figcaption>${place.file}, line ${place.line}</figcaption>
<pre tabindex="0" role="group" aria-label="The line"><b
class="number">${place.line}</b> ${place.text}</pre></figure>`
}

function outputView({ output }: ReportedFinding): HtmlValue {
  if (output === undefined || output.trim() === '') return ''
  return html`<details class="output" open><summary>What your program printed</summary>
<pre tabindex="0" role="group" aria-label="Output of your program">${
  output.trimEnd()}</pre></details>`
}

function readLink(course: Course, read: string): Html {
  const id = /^lesson:([a-z0-9-]+)$/.exec(read)?.[1]
  if (id !== undefined) {
    return html`<a class="read" href="/lessons/${id}">Read: ${lessonTitle(course, id)}</a>`
  }
  const [, rfc, section] = /^RFC (\d+)(?:, section ([\d.]+))?/.exec(read) ?? []
  if (rfc === undefined) return html`<span class="read">Read: ${read}</span>`
  const place = section === undefined ? '' : `#section-${section}`
  return html`<a class="read" href="https://www.rfc-editor.org/rfc/rfc${rfc}${place}"
rel="noreferrer">Read: ${read}</a>`
}

function curlView(curl: string): Html {
  return html`<figure class="curl"><figcaption>Repeat it by hand ${
  copyButton('curl-line')}</figcaption>
<pre tabindex="0" role="group" aria-label="The curl command" id="curl-line">${curl}</pre></figure>`
}
