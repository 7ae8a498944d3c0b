// The HTML of an import: the form for a file, what would become of its rows, and how far it is.
// Lesson: the-page (tour)

import type { Account } from '../../../auth/access/identity.ts'
import { isRecord, type Issue } from '../../../basics/check.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import { parseJson } from '../../../http/json.ts'
import type { Reply, ReplyHeaders } from '../../../http/reply.ts'
import { general, tokenField } from '../../site/fields.ts'
import { sitePage } from '../../site/page.ts'
import { count, numberText, timeText } from '../../site/texts.ts'
import type { Import, ImportState, Problem } from './importStore.ts'
import { mostImportedLinks } from './largeImport.ts'

type Shared = { headers: ReplyHeaders; formToken: string | undefined; account: Account | undefined }

type UploadPage = Shared & {
  last: Import | undefined
  issues: readonly Issue[]
  /** The text that was pasted, so that it can be corrected. */
  text: string
  status: number
}

type ImportPage = Shared & {
  shown: Import
  problems: readonly Problem[]
  /** The URL of the next problems. */
  next: string | undefined
}

export function uploadPage(page: UploadPage): Reply {
  const { last, issues, text, status, headers, account } = page
  return sitePage({
    title: 'Import links', status, headers, account,
    scripts: ['links.js'],
    body: html`<section class="account">
<h1>Import links</h1>
<p class="lead">From Bitly, Chhoto URL, dub, Kutt, Lstu, Lynx, Polr, Rebrandly, Shlink,
Short.io, Sink, TinyURL, YOURLS or Zipline, or from an export of this site. You'll see what happens
to each link before any is made.</p>
<p class="quiet">A name of one or two characters gets an underscore: <code>ab</code> becomes
<code>ab_</code>, and <code>/ab</code> leads there too.</p>
${last !== undefined && html`<p class="aside">Your last import, of ${timeText(last.createdAt)}:
<a href="/links/imports/${last.id}">${stateOf(last)}</a></p>`}
<form method="post" action="/links/import" enctype="multipart/form-data" class="card">
${tokenField(page)}
${general(issues.map(({ message }) => ({ field: '', message })))}
<div class="field"><label for="file">File, CSV or JSON</label>
<input id="file" name="file" type="file" accept=".csv,.json,.jsonl,.txt,.tsv"
aria-describedby="file-hint">
<p class="hint" id="file-hint">Up to ${numberText(mostImportedLinks)} links and
50 MB</p></div>
<div class="field"><label for="text">Or paste its text</label>
<textarea id="text" name="text" rows="6" spellcheck="false">
${text}</textarea></div>
<button class="primary">Check it</button>
</form>
</section>`,
  })
}

export function importPage(page: ImportPage): Reply {
  const { shown, headers, account } = page
  return sitePage({
    title: `Import ${stateOf(shown)}`, headers, account,
    scripts: ['links.js', 'import.js'],
    body: html`<section class="account">
<p class="back"><a href="/links/import">Import links</a></p>
<h1>Import ${stateOf(shown)}</h1>
<p class="quiet">${shown.service === '' ? 'From a file' : `From ${shown.service}`},
${timeText(shown.createdAt)}</p>
${progress(shown)}
${skippedList(shown)}
${rewrittenList(shown)}
${buttons(page)}
${problemList(page)}
</section>`,
  })
}

const stateWords: Record<ImportState, string> = {
  reading: 'being read',
  checked: 'ready to start',
  running: 'running',
  done: 'done',
  cancelled: 'cancelled',
}

function stateOf({ state, total, failed }: Import): string {
  return state === 'checked' && total === failed ? 'not possible' : stateWords[state]
}

// A page that loaded itself again would lose the focus and the reader's place.
function progress({ id, state, total, made, failed }: Import): Html {
  const possible = total - failed
  return html`<dl class="totals">
<div><dt>In the file</dt><dd>${numberText(total)}</dd></div>
<div><dt>${state === 'checked' ? 'To import' : 'Imported'}</dt>
<dd>${numberText(state === 'checked' ? possible : made)}</dd></div>
<div><dt>${missing(state)}</dt><dd>${numberText(failed)}</dd></div>
</dl>
${state === 'running' && html`<p><label for="progress">Progress</label>
<progress id="progress" max="${Math.max(possible, 1)}" value="${made}"></progress></p>
<p class="quiet">You can close this page: the import goes on without it.
<a href="/links/imports/${id}">Refresh</a></p>`}`
}

function missing(state: ImportState): string {
  return state === 'checked' ? "Can't be imported" : 'Not imported'
}

function skippedList({ skipped }: Import): HtmlValue {
  const names = parseJson(skipped)
  if (!Array.isArray(names) || names.length === 0) return ''
  return html`<p class="aside">Columns that aren't imported: ${names.join(', ')}. Clicks come as
one number, “before the move”; passwords and daily numbers aren't imported.</p>`
}

function rewrittenList({ rewritten }: Import): HtmlValue {
  const slugs = parseJson(rewritten)
  if (!Array.isArray(slugs) || slugs.length === 0) return ''
  return html`<p class="aside">Spreadsheets turn names like these into numbers, dates or truth
values. Check that they're the names that you want: ${slugs.join(', ')}.</p>`
}

function buttons(page: ImportPage): HtmlValue {
  const { id, state, total, failed } = page.shown
  if (state === 'done') return html`<p><a class="button" href="/#list-title">Your links</a></p>`
  if (state !== 'checked' && state !== 'running') return ''
  const action = `/links/imports/${id}`
  return html`<div class="actions">
${state === 'checked' && total > failed && html`
<form method="post" action="${action}/start">${tokenField(page)}
<button class="primary">Import ${count(total - failed, 'link')}</button></form>`}
<form method="post" action="${action}/cancel">${tokenField(page)}<button>Cancel</button></form>
</div>`
}

function problemList({ shown, problems, next }: ImportPage): HtmlValue {
  if (problems.length === 0) return ''
  return html`<h2>${missing(shown.state)}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Rows that aren't imported">
<table class="words"><thead><tr><th scope="col">Row</th>
<th scope="col">Name</th><th scope="col">Why</th></tr></thead>
<tbody>${problems.map(({ row, slug, errors }) => html`<tr><th scope="row">${row}</th>
<td>${slug}</td><td>${messagesOf(errors)}</td></tr>`)}
</tbody></table></div>
${next !== undefined && html`<p><a class="button" href="${next}">More</a></p>`}`
}

function messagesOf(errors: string): string {
  const issues = parseJson(errors)
  const list = Array.isArray(issues) ? issues.filter(isRecord) : []
  return list.map(({ field, message }) => {
    const isClear = field === '' || (field === 'slug' && list.length === 1)
    return isClear ? String(message) : `${field === 'slug' ? 'name' : String(field)}: ${message}`
  }).join('. ')
}
