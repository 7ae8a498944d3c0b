// The console: starts the learner's server, sends it a request that the learner wrote, and shows
// the exact bytes in both directions.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { WireTurn } from '../check/report.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { findWritten, type Course } from './course.ts'
import { wireView } from './wireView.ts'

/** What is typed in the console, and the result of the last request. */
export type Draft = {
  method: string
  target: string
  headers: string
  body: string
  turns?: readonly WireTurn[]
  problem?: string
}

/** No request at all: the text of the body goes out as it is. */
export const textOnly = 'TEXT'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', textOnly]

/** An empty console. */
const emptyDraft: Draft = { method: 'GET', target: '/', headers: '', body: '' }

/** Shows the console of a lesson. */
export function consoleView(course: Course, lesson: Lesson, draft: Draft = emptyDraft): Html {
  const { id } = lesson
  return html`<div id="program" data-region>${programPart(course, lesson)}</div>
<form class="console" method="post" action="/lessons/${id}/request" data-into="exchange">
<div class="request-line"><label class="unseen" for="method">Method</label>
<select id="method" name="method">${methods.map((method) => option(method, draft))}</select>
<label class="unseen" for="target">Request target</label>
<input id="target" name="target" value="${draft.target}"
spellcheck="false" autocomplete="off" required>
<button class="primary">Send</button></div>
<label for="headers">Headers, one per line</label>
<textarea id="headers" name="headers" rows="2" spellcheck="false"
placeholder="Content-Type: application/json">${draft.headers}</textarea>
<label for="body">Body</label>
<textarea id="body" name="body" rows="3" spellcheck="false">${draft.body}</textarea>
</form>
<div id="exchange" data-region tabindex="-1">${exchangePart(course, draft)}</div>`
}

function option(method: string, draft: Draft): Html {
  const words = method === textOnly ? 'Body only' : method
  const isChosen = method === draft.method
  return html`<option value="${method}" ${isChosen && html`selected`}>${words}</option>`
}

/** Shows whether the program runs, and the button for the opposite. */
export function programPart({ programs }: Course, { id }: Lesson): Html {
  const state = programs.state(id)
  const isOn = state.state === 'running' || state.state === 'starting'
  const name = isOn ? 'stop' : 'start'
  return html`<form class="program ${state.state}" method="post"
action="/lessons/${id}/program" data-into="program">
<p role="status">${wordsOf(state)}</p>
<button class="small" name="action" value="${name}">${
  isOn ? 'Stop my server' : 'Run my server'}</button></form>`
}

function wordsOf(state: ReturnType<Course['programs']['state']>): HtmlValue {
  switch (state.state) {
    case 'stopped': return "Your server isn't running."
    case 'starting': return 'Starting your server …'
    case 'running':
      return html`Your server is running at <a href="http://localhost:${state.port}/">localhost:${
        state.port}</a>`
    case 'failed': return html`<b class="bad">${state.problem}</b>`
  }
}

/** Shows what came of a request. */
export function exchangePart(course: Course, { turns, problem }: Draft): HtmlValue {
  if (problem !== undefined) return html`<p class="trouble" role="status">${problem}</p>`
  if (turns === undefined) return ''
  const hasLesson = (id: string) => findWritten(course, id) !== undefined
  return html`<p class="inspector quiet" data-inspector>Point at a part to see what it is.</p>
${wireView(turns, { isLabelled: true, hasLesson })}`
}
