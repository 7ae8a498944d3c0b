// Where the learner's file is: its path, a button that copies it, and a link that opens it.

import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { html, type Html } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { copyButton } from './copyButton.ts'
import type { Course } from './course.ts'

/** Shows the learner's file of a lesson; nothing before the exercise was begun. */
export function fileLine({ workshop }: Course, { id }: Lesson): Html {
  const { state, report } = workshop.state(id)
  if (state === 'new') return html``
  const path = workshop.exercisePath(id)
  // A program of several files can crash in another one.
  const { file = basename(path), line } = report?.finding?.place ?? {}
  return html`<p class="file"><span class="unseen">Your file: </span>
<code id="file-path">${shortPath(path)}</code>
<span class="file-tools">${copyButton('file-path')}
<a class="button small" href="vscode://file/${editorPath(join(dirname(path), file), line)}"
>Open in VS Code</a></span></p>`
}

/** Writes a path as people do in a terminal of the project's folder. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path)
  const shown = short.startsWith('..') || isAbsolute(short) ? path : short
  return shown.replaceAll('\\', '/')
}

// The address has slashes on every system: `vscode://file/C:/course/my/…`.
function editorPath(path: string, line: number | undefined): string {
  const escaped = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  const address = escaped.replace(/^\//, '').replace(/^([A-Za-z])%3A/, '$1:')
  return line === undefined ? address : `${address}:${line}`
}
