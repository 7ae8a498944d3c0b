// All source files by folder, each with its lesson and its tier.

import { posix } from 'node:path'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { Course } from '../course.ts'
import { readerPage } from '../frame.ts'
import { ownerLink } from './ownerLine.ts'
import { firstSentence } from './sourcePage.ts'
import { isTest, sourceAddress, type SourceEntry } from './sourceTree.ts'

/** Makes the page of all files. */
export function sourceIndexPage(course: Course): Reply {
  const entries = course.sources().entries.filter(({ path }) => !isTest(path))
  const groups = Map.groupBy(entries, ({ path }) => posix.dirname(path))
  const folders = new Map([...groups].sort(([left], [right]) => rank(left) - rank(right)
    || left.localeCompare(right, 'en')))
  return readerPage({
    title: 'Source',
    description: 'Every file of the server, with the lesson that it belongs to.',
    place: 'source',
    kind: 'source',
    body: html`<section class="source-index">
<h1>Source</h1>
<p class="lead">Every file of the server, and the lesson that it belongs to. Its tier says how well
you should know it: <b>core</b> files line by line, <b>tour</b> files at a glance, and the
<b>appendix</b> only when you need it.</p>
<nav class="folders" aria-label="Folders"><ul class="paths">${
  [...folders.keys()].map((folder) => html`
<li><a href="#${idOf(folder)}">${nameOf(folder)}</a></li>`)}</ul></nav>
${[...folders].map(([folder, files], index) => html`${
  newParents(folder, [...folders.keys()].slice(0, index), folders).map((parent) => html`<span
id="${idOf(parent)}"></span>`)}${folderView(course, folder, files)}`)}
</section>`,
  })
}

// From the ground floor up, as imports point; what is directly in `src/` is on top.
const layers = [
  'src/basics', 'src/http', 'src/database', 'src/services', 'src/auth', 'src/features',
  'src/tools', 'src', '.', 'src/course',
]

function rank(folder: string): number {
  const layer = folder.split('/').slice(0, 2).join('/')
  const found = layers.indexOf(layer)
  return found === -1 ? layers.length : found
}

function idOf(folder: string): string {
  return folder === '.' ? 'project' : folder.replaceAll('/', '-')
}

function nameOf(folder: string): string {
  return folder === '.' ? 'The project folder' : `${folder}/`
}

// A folder that has only folders is a place above the first of them.
function newParents(
  folder: string, before: readonly string[], folders: ReadonlyMap<string, unknown>,
): string[] {
  const names = folder.split('/')
  const parents = names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'))
  return parents.filter((parent) =>
    !folders.has(parent) && !before.some((each) => each.startsWith(`${parent}/`)))
}

function folderView(course: Course, folder: string, files: readonly SourceEntry[]): Html {
  return html`<h2 id="${idOf(folder)}">${nameOf(folder)}</h2>
<div class="table" tabindex="0" role="group" aria-label="Files in ${nameOf(folder)}"><table>
<thead><tr><th scope="col">File</th><th scope="col">What it's for</th><th scope="col">Lesson</th>
<th scope="col">Tier</th></tr></thead>
<tbody>${files.map((file) => fileRow(course, file))}
</tbody></table></div>
`
}

function fileRow(course: Course, { path, introduction, steps }: SourceEntry): Html {
  const { owner, text } = introduction
  const lessons = owner === undefined ? [] : [ownerLink(course, owner)]
  const ofSteps = steps.length === 0 ? '' : `${steps.length} steps, each with its own`
  return html`
<tr><td><a href="${sourceAddress(path)}">${posix.basename(path)}</a></td>
<td>${firstSentence(text)}</td><td>${lessons}${ofSteps}</td>
<td>${owner !== undefined && html`<span class="tier ${owner.tier}">${owner.tier}</span>`}</td></tr>`
}
