// Turns a row of another service into rows of ours: their slug, the time in its many spellings, and
// what can't be moved. A link that was closed there stays closed here.
// Lesson: pages-filters-sorting (appendix)

import { check, time } from '../../../basics/check.ts'
import { formatTime } from '../../../basics/clock.ts'
import { mostImportedClicks } from '../links.ts'
import type { Format } from './formats.ts'
import { readTruth } from './spreadsheet.ts'

/** What a row has under each plain name. */
export type Cells = ReadonlyMap<string, unknown>

/** Why a link that had no visits left is switched off. */
export const usedUp = 'This link was used up before it moved here'

export const longestNote = 500
// A link has a few names at most. Longer lists would make one row a thousand links.
const mostSlugs = 20
// Of these, the slug is the path; a `/` in others is part of the slug.
const urlNames = new Set([
  'link', 'short', 'shortlink', 'shorturl', 'secureshorturl', 'tinyurl', 'bitlink',
  'customlink', 'custombitlink', 'custombitlinks',
])

/** Gives one row for each slug. What can't be read stays as it is, for the checker to refuse. */
export function translate(format: Format, cells: Cells, now: number): Record<string, unknown>[] {
  const [slug, ...others] = slugsOf(format, cells)
  const row = {
    target: valueOf(cells, format.target),
    note: noteOf(textOf(valueOf(cells, format.note))),
    createdAt: readTime(valueOf(cells, format.createdAt)),
    forwardQuery: isSet(valueOf(cells, format.forwardQuery)),
    ...termsOf(format, cells, now),
  }
  const clicks = readCount(valueOf(cells, format.clicks) ?? 0)
  return [
    { ...row, ...(slug !== undefined && { slug }), importedClicks: clicks },
    ...others.map((other) => ({ ...row, slug: other })),
  ]
}

function noteOf(text: string): string {
  return text.slice(0, longestNote).replaceAll('\0', ' ').toWellFormed()
}

function slugsOf({ slug, otherSlugs = [] }: Format, cells: Cells): string[] {
  const first = slug.find((name) => !isEmpty(cells.get(name)))
  const names = first === undefined ? otherSlugs : [first, ...otherSlugs]
  const slugs = names.flatMap((name) =>
    [cells.get(name) ?? []].flat().map((value) => slugOf(name, textOf(value))))
  return [...new Set(slugs.filter((text) => text !== ''))].slice(0, mostSlugs)
}

function slugOf(name: string, text: string): string {
  // Some of these columns have slugs alone.
  const path = urlNames.has(name) && /[./]/.test(text)
    ? text.replace(/^https?:\/\//i, '').replace(/^[^/]*/, '').replace(/[?#].*$/s, '')
    : text
  const slug = path.replace(/^\/+/, '').replace(/\/$/, '')
  // YOURLS and Lstu are often in a folder: https://example.com/go/abc.
  return name === 'shorturl' || name === 'short' ? slug.slice(slug.lastIndexOf('/') + 1) : slug
}

// Expiry and limits, or why the link is switched off: without its password it would be open to all.
function termsOf(format: Format, cells: Cells, now: number): Record<string, unknown> {
  const { service } = format
  const expiresAt = readTime(valueOf(cells, format.expiresAt))
  const expiry = check(time(), expiresAt)
  const opening = check(time(), readTime(valueOf(cells, format.opensAt)))
  const limit = readCount(valueOf(cells, format.visitLimit))
  const left = Number(limit) - Number(readCount(valueOf(cells, format.clicks) ?? 0))
  const enabled = valueOf(cells, format.enabled)
  const reasons: [isClosed: boolean, reason: string][] = [
    [isSet(valueOf(cells, format.blocked)), `${service} had blocked this link`],
    [enabled !== undefined && !isTrue(enabled), `This link was switched off at ${service}`],
    [hadPassword(cells, format.password), `This link had a password at ${service}`],
    ['value' in expiry && expiry.value <= now, 'This link expired before it moved here'],
    [left <= 0, usedUp],
    ['value' in opening && opening.value > now, 'This link was not open yet when it moved here'],
  ]
  const reason = reasons.find(([isClosed]) => isClosed)?.[1]
  if (reason !== undefined) return { disabledReason: reason }
  if (limit === undefined) return { expiresAt }
  return { expiresAt, visitLimit: Number.isNaN(left) ? limit : left }
}

// A column may say that there is a password, or contain it: then `no` is one, like any other word.
function hadPassword(cells: Cells, names: readonly string[] = []): boolean {
  return names.some((name) => {
    const value = cells.get(name)
    if (name !== 'password' || typeof value !== 'string') return isSet(value)
    return !isMissing(value) && value.toLowerCase() !== 'false'
  })
}

function valueOf(cells: Cells, names: readonly string[] = []): unknown {
  const name = nameInUse(cells, names)
  return name === undefined ? undefined : cells.get(name)
}

/** Of several names, the first that has something in it counts. */
export function nameInUse(cells: Cells, names: readonly string[]): string | undefined {
  return names.find((each) => !isMissing(cells.get(each)))
}

// Databases write NULL or \N for a missing value. MySQL also has this date for it.
const missing = new Set<unknown>(['NULL', '\\N', '0000-00-00', '0000-00-00 00:00:00'])

/** Says whether a database would say that a value is missing. */
export function isMissing(value: unknown): boolean {
  return isEmpty(value) || missing.has(value)
}

/** Says whether there is nothing in a cell. */
export function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.length < 100 && value.trim() === ''
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

// A word that isn't understood closes a link rather than opening it.
function isSet(value: unknown): boolean {
  if (isMissing(value)) return false
  return typeof value === 'string' ? readTruth(value) ?? true : Boolean(value)
}

// So only a word for yes keeps one open.
function isTrue(value: unknown): boolean {
  return typeof value === 'string' ? readTruth(value) === true : Boolean(value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

function readCount(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{1,15}(?:\.0)?$/.test(value)) return readCount(Number(value))
  return typeof value === 'number' ? Math.min(value, mostImportedClicks) : value
}

// `2024-05-01 12:00:00` and `2024-05-01` are read as UTC. Bitly writes the zone as `+0000`,
// PostgreSQL as `+00` and Ruby as ` UTC`. Some APIs count the seconds or milliseconds since 1970,
// which since 2001 have 10 or 13 digits; some write 0 for none.
function readTime(value: unknown): unknown {
  if (typeof value === 'number') return readTime(String(value))
  if (typeof value !== 'string' || value.length > 40) return value
  const text = completeZone(value.trim())
  if (text === '0') return undefined
  if (/^\d{10}(?:\d{3})?$/.test(text)) return formatTime(Number(text.padEnd(13, '0')))
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00Z`
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text) ? `${text}Z` : text
}

function completeZone(time: string): string {
  const [zone = '', minutes = '00'] = /(?<=:\d\d(?:\.\d+)?)[+-]\d\d(\d\d)?$/.exec(time) ?? []
  if (zone === '') return time.replace(/ UTC$/, 'Z')
  return `${time.slice(0, -zone.length)}${zone.slice(0, 3)}:${minutes}`
}
