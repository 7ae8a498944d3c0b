// The live log: requests, responses, SQL and output of the learner's program, as they happen.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { highlightCode } from '../markdown/highlight.ts'
import type { Course } from './course.ts'
import type { LogEntry } from './livePrograms.ts'

/** Shows the log of a lesson's program so far. */
export function logView(course: Course, { id }: Lesson): Html {
  const entries = course.programs.log(id)
  return html`<p class="quiet log-hint">Run your server in the console. Each request that reaches
it, each SQL statement and each line that it prints appears here.</p>
<ol class="log" id="log" aria-label="What happens in your program">${entries.map(logEntry)}</ol>`
}

/** Shows one line of the log. */
export function logEntry(entry: LogEntry): Html {
  return html`<li data-key="${entry.key}" class="log-${entry.event.event}">${wordsOf(entry)}</li>`
}

function wordsOf({ event, status, ms }: LogEntry): HtmlValue {
  switch (event.event) {
    case 'listening': return html`<span class="tag">listens</span> port ${event.port}`
    case 'request':
      return html`<span class="tag">${event.method}</span> <code>${event.target}</code> ${
        answerOf(status, ms)}`
    case 'answered':
      return html`<span class="tag">response</span> ${answerOf(event.status, event.ms)}`
    case 'sql':
      return html`<span class="tag">SQL</span> <code>${highlightCode(event.sql, 'sql')}</code>`
    case 'output': return html`<pre>${event.text.trimEnd()}</pre>`
    case 'crash': return html`<span class="tag">crash</span> ${event.message}${
      event.line !== undefined && html` <span class="quiet">line ${event.line}</span>`}`
    case 'ended':
      return html`<span class="tag">exited</span> ${
        event.code !== undefined && `code ${event.code}`}`
  }
}

function answerOf(status: number | undefined, ms: number | undefined): Html {
  if (status === undefined) return html`<span class="quiet">no response yet</span>`
  const kind = status >= 400 ? 'bad' : 'good'
  const time = (ms ?? 0).toFixed(1)
  return html`<b class="${kind}">${status}</b> <span class="quiet">${time} ms</span>`
}
