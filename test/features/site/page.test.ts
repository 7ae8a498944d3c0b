import assert from 'node:assert/strict'
import test from 'node:test'
import { formPage, noticePage } from '../../../src/features/site/page.ts'
import { count, sizeText, timeText } from '../../../src/features/site/texts.ts'
import { html } from '../../../src/http/html.ts'
import type { Reply } from '../../../src/http/reply.ts'

test('a number has its noun, and both agree', () => {
  const rows: [number: number, nouns: [one: string, many?: string], text: string][] = [
    [0, ['browser'], '0 browsers'],
    [1, ['browser'], '1 browser'],
    [2, ['browser'], '2 browsers'],
    [1_200, ['browser'], '1,200 browsers'],
    [1_234_567, ['browser'], '1,234,567 browsers'],
    [1, ['entry', 'entries'], '1 entry'],
    [2, ['entry', 'entries'], '2 entries'],
  ]
  for (const [number, [one, many], text] of rows) assert.equal(count(number, one, many), text)
})

test('a time is shown to the minute, in UTC, and exactly for programs', () => {
  const rows: [timeMs: number, exact: string, text: string][] = [
    [0, '1970-01-01T00:00:00.000Z', '1970-01-01 00:00 UTC'],
    [Date.UTC(2026, 0, 31, 11, 30), '2026-01-31T11:30:00.000Z', '2026-01-31 11:30 UTC'],
    [Date.UTC(2026, 0, 31, 11, 30, 59, 999), '2026-01-31T11:30:59.999Z', '2026-01-31 11:30 UTC'],
  ]
  for (const [timeMs, exact, text] of rows) {
    assert.equal(timeText(timeMs).toString(), `<time datetime="${exact}">${text}</time>`)
  }
})

test('bytes are written as people read them', () => {
  const rows: [bytes: number, text: string][] = [
    [0, '0 bytes'], [999, '999 bytes'], [1_000, '1 kB'], [126_976, '127 kB'],
    [12_400_000, '12.4 MB'], [5_000_000_000_000, '5 TB'], [5e16, '50,000 TB'],
  ]
  for (const [bytes, text] of rows) assert.equal(sizeText(bytes), text)
})

test('a notice has its title as the heading, unless it needs another; both are escaped', () => {
  const body = html`<p>It was stored.</p>`
  const rows: [reply: Reply, inside: RegExp][] = [
    [noticePage({ title: 'A & B', body }), /notice">\s*<h1>A &amp; B<\/h1>\s*<p>It was stored/],
    [noticePage({ title: 'A', heading: '<b>', body }), /notice">\s*<h1>&lt;b&gt;<\/h1>/],
    [noticePage({ title: 'A', code: 410, body }), /<p class="code">410<\/p>\s*<h1>A<\/h1>/],
  ]
  for (const [reply, inside] of rows) assert.match(String(reply.body), inside)
})

test('search engines get a sentence to show', () => {
  const { body } = noticePage({ title: 'A', body: '' })
  assert.match(String(body), /<meta name="description" content="[^"]{50,160}">/)
})

test('no cache keeps a page with a form, and it can have headers of its own', () => {
  const { status, headers } = formPage({
    title: 'A', body: 'b', status: 422, headers: { 'referrer-policy': 'same-origin' },
  })
  assert.equal(status, 422)
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['referrer-policy'], 'same-origin')
})
