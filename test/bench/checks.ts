// Asks a contender once for each row before anything is measured: nobody is fast by being wrong.

import assert from 'node:assert/strict'
import type { Site } from './contender.ts'
import { addedMessage, largestValue, messages, worldRows } from './contenders/data.ts'
import type { Contender } from './contenders/list.ts'

type Answer = { status: number; type: string; location: string; text: string }

const newTarget = 'https://example.com/a/rather/long/address?with=a&few=parameters'
const targetPattern = /^https:\/\/example\.com\//
const slugPattern = /^[0-9a-z]{7,}$/i

export async function checkPlaintext({ origin }: Site): Promise<void> {
  const { status, type, text } = await ask(origin + '/plaintext')
  assert.equal(status, 200)
  assert.match(type, /^text\/plain\b/)
  assert.equal(text, 'Hello, World!')
}

export async function checkJson({ origin }: Site): Promise<void> {
  assert.deepEqual(await askJson(origin + '/json'), { message: 'Hello, World!' })
}

export async function checkParameters({ origin }: Site): Promise<void> {
  assert.deepEqual(await askJson(origin + '/users/bob/posts/7'), { user: 'bob', post: '7' })
}

export async function checkRow({ origin }: Site): Promise<void> {
  assertRow(await askJson(origin + '/row'))
}

export async function checkRows({ origin }: Site): Promise<void> {
  assertRows(await askJson(origin + '/rows'), 20)
}

export async function checkUpdates({ origin }: Site): Promise<void> {
  assertRows(await askJson(origin + '/updates'), 5)
}

/** Each row is `<tr><td>id</td><td>text</td></tr>`, and the texts are in order, once unescaped. */
export async function checkTable({ origin }: Site): Promise<void> {
  const { status, type, text } = await ask(origin + '/table')
  assert.equal(status, 200)
  assert.match(type, /^text\/html; ?charset=utf-8$/i)
  const found = Array.from(
    text.matchAll(/<tr><td>(\d+)<\/td><td>([^<>"]*)<\/td><\/tr>/g),
    ([, id = '', cell = '']) => ({ id: Number(id), text: unescapeHtml(cell) }),
  )
  assert.deepEqual(found, [...messages, addedMessage].sort((a, b) => (a.text < b.text ? -1 : 1)))
}

export async function checkFollow({ origin, contender, slugs }: Site): Promise<void> {
  for (const slug of [slugs[0], slugs.at(-1)]) {
    const { status, location } = await ask(`${origin}${contender.followPath}${slug}`)
    assert.equal(status, 302)
    assert.match(location, targetPattern)
  }
  const { status } = await ask(`${origin}${contender.followPath}zzzzzzz`)
  assert.equal(status, 404, 'An unknown slug leads nowhere')
}

/** Creates a link and follows it: what was answered is what was stored. */
export async function checkCreate({ origin, contender }: Site): Promise<void> {
  const { status, type, location, text } = await ask(origin + contender.createPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: newLink(contender),
  })
  assert.equal(status, 201, text)
  assert.match(type, /^application\/json\b/)
  assert.notEqual(location, '')
  const slug = field(JSON.parse(text), 'slug')
  assert.ok(typeof slug === 'string' && slugPattern.test(slug), `No slug in ${text}`)
  const followed = await ask(`${origin}${contender.followPath}${slug}`)
  assert.equal(followed.location, newTarget)
}

/** Returns the body of the request that creates a link. */
export function newLink({ createField }: Contender): string {
  return JSON.stringify({ [createField]: newTarget })
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const type = response.headers.get('content-type') ?? ''
  const location = response.headers.get('location') ?? ''
  return { status: response.status, type, location, text: await response.text() }
}

async function askJson(url: string): Promise<unknown> {
  const { status, type, text } = await ask(url)
  assert.equal(status, 200, text)
  assert.match(type, /^application\/json\b/)
  return JSON.parse(text)
}

function assertRows(value: unknown, length: number): void {
  assert.ok(Array.isArray(value), `Not an array: ${JSON.stringify(value)}`)
  assert.equal(value.length, length, `${value.length} rows instead of ${length}`)
  value.forEach(assertRow)
}

function assertRow(value: unknown): void {
  assert.ok(isWithin(field(value, 'id'), worldRows), `No id: ${JSON.stringify(value)}`)
  assert.ok(isWithin(field(value, 'value'), largestValue), `No value: ${JSON.stringify(value)}`)
}

function isWithin(value: unknown, largest: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= largest
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, name)?.value
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;|&#34;|&#x22;/gi, '"')
    .replace(/&apos;|&#39;|&#x27;/gi, "'")
    .replace(/&amp;/g, '&')
}
