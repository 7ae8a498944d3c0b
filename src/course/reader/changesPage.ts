// What a project lesson changes in the course's own program: a page of its own, because it shows
// the solution.

import { html, type Html } from '../../http/html.ts'
import { HttpError } from '../../http/errors.ts'
import type { Reply } from '../../http/reply.ts'
import { changesOf, describeChange, type FileChange } from '../lessons/changes.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { DiffLine, Hunk } from '../lessons/lineDiff.ts'
import { readerPage } from './frame.ts'

/** Makes the page. Throws an HttpError 404 for a lesson without a project. */
export function changesPage(lesson: Lesson): Reply {
  const { id, number, title, project } = lesson
  if (project === undefined) {
    throw new HttpError(404, 'no-project', 'This lesson changes no program of ours')
  }
  const last = project.earlier.at(-1)
  return readerPage({
    title: `Changes: ${title}`,
    description: `What the lesson ${title} changes in our own program, as a diff.`,
    kind: 'plain',
    body: html`<section class="changes">
<h1>What lesson ${number} changes</h1>
<p class="lead">Our own program after <a href="/lessons/${id}">${title}</a>, compared with ${
  last === undefined ? 'the starter' : html`the one after <a href="/lessons/${last.id}">lesson ${
    last.number}</a>`}. Yours may look different. Open only the file that you need.</p>
${changesOf(lesson).map(fileView)}
</section>`,
  })
}

/** Leads to the page, and says that it shows the solution. */
export function changesLink({ id, project }: Lesson): Html {
  if (project === undefined) return html``
  return html`<p class="quiet"><a href="/lessons/${id}/changes">Our own changes</a>
(they show the solution)</p>`
}

// Folded, because nobody wants to see the solution of every file at once.
function fileView(change: FileChange): Html {
  const { path, hunks } = change
  const amount = describeChange(change).slice(path.length + 1)
  return html`<details class="changed-file"><summary>${path} <span class="quiet">${
    amount}</span></summary>
${hunks.map((hunk) => hunkView(path, hunk))}</details>`
}

function hunkView(path: string, { newStart, lines }: Hunk): Html {
  return html`<pre class="diff" tabindex="0" role="group" aria-label="${path}, from line ${
    newStart}"><code>${lines.map(lineView)}</code></pre>
`
}

function lineView({ sign, text }: DiffLine): Html {
  if (sign === '+') return html`<ins>+${text}</ins>\n`
  return sign === '-' ? html`<del>-${text}</del>\n` : html` ${text}\n`
}
