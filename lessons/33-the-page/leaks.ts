// Looks for a visitor's cookie, the token of their form and their owner where others can read them.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { Cookie } from '../../src/course/check/cookieJar.ts'
import { shows, Visitor, type PageTools, type Shown } from './visitor.ts'

const shortestSecret = 16
const shortestPart = 8

/** Fails if the page, the file or the JSON of a link has what makes others this visitor. */
export async function findLeaks(tools: PageTools, visitor: Visitor, slug: string): Promise<void> {
  const { database } = tools
  const shown = await visitor.open()
  const bytes = [database, `${database}-wal`].filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1')).join('')
  const secrets = visitor.jar.cookies.filter(({ value, attributes }) =>
    value.length >= shortestSecret && attributes.has('httponly'))
  for (const cookie of secrets) await findInFile(tools, cookie, { bytes, slug })
  for (const cookie of secrets) await findInPage(tools, cookie, { shown, slug })
  findToken(tools, shown, bytes)
  findTokenOfOwner(tools, shown, slug)
  await findOwner(tools, slug)
}

// Anyone can turn these back into the value.
function spellingsOf(value: string): readonly (readonly [form: string, text: string])[] {
  const decoded = [
    ...(/^(?:[\da-f]{2})+$/i.test(value) ? [Buffer.from(value, 'hex')] : []),
    ...(/^[\w+/-]+={0,2}$/.test(value) ? [Buffer.from(value, 'base64')] : []),
  ]
  return [
    ['', value], [', without its hyphens', value.replaceAll('-', '')],
    ...encodingsOf(Buffer.from(value), ''),
    ...decoded.flatMap((bytes) => encodingsOf(bytes, ', decoded')),
  ]
}

function encodingsOf(bytes: Buffer, form: string): (readonly [form: string, text: string])[] {
  return [
    [form, bytes.toString('latin1')],
    [`${form}, in hexadecimal`, bytes.toString('hex')],
    [`${form}, in hexadecimal`, bytes.toString('hex').toUpperCase()],
    [`${form}, in Base64`, bytes.toString('base64').replace(/=+$/, '')],
    [`${form}, in base64url`, bytes.toString('base64url')],
  ]
}

type Place = { bytes: string; slug: string }

async function findInFile(
  tools: PageTools, { name, value }: Cookie, { bytes, slug }: Place,
): Promise<void> {
  const { database, fail } = tools
  const [form] = spellingsOf(value).find(([, text]) => bytes.includes(text)) ?? []
  if (form !== undefined) {
    const actual = `${name}=${value} is in ${database}${form}`
    fail('owner-readable', { expected: 'the value of no cookie', actual })
  }
  for (const part of partsOf(value, bytes)) await usePart(tools, { name, value, part, slug })
}

// What is in the file can be enough: its owner is found by it, whatever the other characters are.
async function usePart(
  tools: PageTools,
  { name, value, part, slug }: { name: string; value: string; part: string; slug: string },
): Promise<void> {
  const other = (text: string) => text.replace(/[a-z0-9]/gi, (letter) => letter === '0' ? '1' : '0')
  const made = value.split(part).map(other).join(part)
  const { exchange, page } = await new Visitor(tools, `${name}=${made}`).open()
  if (!shows(page, slug)) return
  tools.fail('owner-readable', {
    exchange, expected: `no list for a cookie that only has a part of ${value}`,
    actual: `${part} is in the database, and is enough to see the link ${slug}`,
  })
}

// The longest parts of a value that are in the file. Eight characters aren't there by chance.
function partsOf(value: string, bytes: string): ReadonlySet<string> {
  const parts = new Set<string>()
  for (let at = 0; at + shortestPart <= value.length; at += shortestPart) {
    let [start, end] = [at, at + shortestPart]
    if (!bytes.includes(value.slice(start, end))) continue
    while (start > 0 && bytes.includes(value.slice(start - 1, end))) start -= 1
    while (end < value.length && bytes.includes(value.slice(start, end + 1))) end += 1
    parts.add(value.slice(start, end))
  }
  return parts
}

// A program may have a second cookie for its forms only: that one alone shows no list.
async function findInPage(
  tools: PageTools, { name, value }: Cookie, { shown, slug }: { shown: Shown; slug: string },
): Promise<void> {
  const { exchange } = shown
  const [form] = spellingsOf(value).find(([, text]) => exchange.answer.text.includes(text)) ?? []
  if (form === undefined) return
  const { page } = await new Visitor(tools, `${name}=${value}`).open()
  if (!shows(page, slug)) return
  tools.fail('cookie-in-page', {
    exchange, mark: 'body', expected: 'a page without the value of the cookie',
    actual: `${name}=${value} is in it${form}`,
  })
}

function findToken({ fail, database }: PageTools, { exchange, form }: Shown, bytes: string): void {
  for (const [name, value] of form.hidden) {
    if (value.length < shortestSecret) continue
    const [spelling] = spellingsOf(value).find(([, text]) => bytes.includes(text)) ?? []
    if (spelling === undefined) continue
    fail('token-in-file', {
      exchange, mark: 'body', expected: `the value of the hidden field ${name} is in no file`,
      actual: `${value} is in ${database}${spelling}`,
    })
  }
}

// A hash of what is in the file: a thief computes it, too.
function findTokenOfOwner({ query, fail }: PageTools, shown: Shown, slug: string): void {
  const { exchange, form } = shown
  const [row] = query('select owner from links where slug = ?', slug)
  const owner = String(row?.['owner'] ?? '')
  for (const algorithm of ['sha256', 'sha512', 'sha1', 'md5']) {
    const digest = createHash(algorithm).update(owner).digest()
    const texts = (['hex', 'base64', 'base64url'] as const).map((each) => digest.toString(each))
    const field = form.hidden.find(([, value]) => texts.includes(value))
    if (field === undefined) continue
    fail('token-in-file', {
      exchange, mark: 'body', expected: `the hidden field ${field[0]} is a hash of the cookie`,
      actual: `${field[1]} is the ${algorithm} of ${owner}, which is in the table`,
    })
  }
}

async function findOwner({ send, query, fail }: PageTools, slug: string): Promise<void> {
  const [row] = query('select owner from links where slug = ?', slug)
  const owner = String(row?.['owner'] ?? '')
  const exchange = await send({ target: `/api/links/${slug}` })
  if (owner.length < shortestPart || !exchange.answer.text.includes(owner)) return
  fail('owner-published', {
    exchange, mark: 'body', expected: 'the JSON of a link without its owner', actual: owner,
  })
}
