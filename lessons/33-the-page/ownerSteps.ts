// Steps: a form is good only with the token and the cookie of its own page, and each list is its
// visitor's.

import { existsSync, readFileSync } from 'node:fs'
import { step, type Evidence } from '../../src/course/check/check.ts'
import type { Cookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { postLink, readMade, targetOf } from '../29-create-and-redirect/client.ts'
import { shows, Visitor, type Form, type Id, type PageTools } from './visitor.ts'

const slow = { deadlineMs: 20_000 }
const shortestPart = 8

export const ownerSteps = [
  step<Id>('A form without the token of its own page makes no link',
    keepingConnection(checkToken), slow),
  step<Id>('Each visitor sees the links of their own browser',
    keepingConnection(separateLists), slow),
]

type Hidden = Form['hidden']

async function checkToken(tools: PageTools): Promise<void> {
  const { fresh } = tools
  const [one, other, stranger] = [new Visitor(tools), new Visitor(tools), new Visitor(tools)]
  const foreign = await other.open()
  // The link that a good form makes: all others differ from it only in what is named.
  const shown = await one.make(await one.open(), { target: targetOf(fresh) })
  const { hidden } = shown.form
  const rows = countLinks(tools)
  const send = async (visitor: Visitor, fields: Hidden, { id, what }: { id: Id; what: string }) => {
    const exchange = await visitor.submit(shown, { target: targetOf(fresh) }, fields)
    expectRefusal(tools, exchange, { id, what, rows })
  }
  for (const [what, fields] of spoiled(hidden)) {
    await send(one, fields, { id: 'token-not-checked', what })
  }
  await send(one, foreign.form.hidden, { id: 'token-shared', what: "with another visitor's token" })
  await send(stranger, hidden, { id: 'token-not-checked', what: 'without a cookie' })
  await send(stranger, [], { id: 'token-not-checked', what: 'without a cookie or a token' })
  const fields = [...hidden, ['target', targetOf(fresh)]].map(([...field]) => field)
  const exchange = await tools.send({
    target: `/links?${new URLSearchParams(fields)}`,
    headers: [['Cookie', one.jar.header('/links') ?? '']],
  })
  if (countLinks(tools) !== rows) tools.fail('get-makes-link', { exchange, expected: 'no new row' })
}

function spoiled(hidden: Hidden): readonly (readonly [what: string, Hidden])[] {
  const spoil = (change: (value: string) => string): Hidden =>
    hidden.map(([name, value]) => [name, change(value)])
  return [
    ['without a token', []],
    ['with an empty token', spoil(() => '')],
    ['with half of its token', spoil((value) => value.slice(0, Math.ceil(value.length / 2)))],
    ['with another token', spoil((value) =>
      [...value].map((letter) => letter === '0' ? '1' : '0').join(''))],
    ['with a token in another alphabet', spoil((value) => `\u00eb${value.slice(1)}`)],
  ]
}

function expectRefusal(
  tools: PageTools, exchange: HttpExchange,
  { id, what, rows }: { id: Id; what: string; rows: number },
): void {
  const { status } = exchange.answer
  const evidence: Evidence = {
    exchange, mark: 'status', expected: `403 for a form ${what}`, actual: String(status),
  }
  if (countLinks(tools) !== rows) tools.fail(status < 400 ? id : 'stored-after-refusal', evidence)
  if (status !== 403) tools.fail('bad-form-response', evidence)
}

function countLinks({ query }: PageTools): number {
  return Number(query('select count(*) as number from links')[0]?.['number'])
}

async function separateLists(tools: PageTools): Promise<void> {
  const { fresh, fail } = tools
  const [one, other] = [new Visitor(tools), new Visitor(tools)]
  const names = ['mine', 'theirs', 'program'].map((name) => `${name}-${fresh.word()}`)
  const [mine = '', theirs = '', programs = ''] = names
  await one.make(await one.open(), { target: targetOf(fresh), slug: mine, note: `note ${mine}` })
  await other.make(await other.open(), { target: targetOf(fresh), slug: theirs })
  const made = await postLink(tools, { target: targetOf(fresh), slug: programs })
  if (readMade(made) === undefined) fail('link-not-made', { exchange: made, expected: '201' })
  const lists: readonly (readonly [string, Visitor, string])[] = [
    ['of the first visitor', one, mine], ['of the second visitor', other, theirs],
    ['of a new visitor', new Visitor(tools), ''],
  ]
  for (const [whose, visitor, own] of lists) {
    const { page, exchange } = await visitor.open()
    const evidence = { exchange, mark: 'body' } as const
    const foreign = names.find((name) => name !== own && shows(page, name))
    if (foreign !== undefined) {
      fail('foreign-links-listed', {
        ...evidence, expected: `the page ${whose} without the link ${foreign}`,
        actual: "it's there",
      })
    }
    if (!shows(page, own)) {
      fail('not-in-list', { ...evidence, expected: `the link ${own} on the page ${whose}` })
    }
  }
  await findCookies(tools, one.jar.cookies, mine)
  await findCookies(tools, other.jar.cookies, theirs)
}

// Anyone can turn these back into the value.
function encodingsOf(value: string): readonly (readonly [form: string, text: string])[] {
  const bytes = Buffer.from(value)
  return [
    ['', value],
    [', in hexadecimal', bytes.toString('hex')],
    [', in Base64', bytes.toString('base64').replace(/=+$/, '')],
    [', in base64url', bytes.toString('base64url')],
  ]
}

async function findCookies(
  tools: PageTools, cookies: readonly Cookie[], slug: string,
): Promise<void> {
  const { database, fail } = tools
  const bytes = [database, `${database}-wal`].filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1')).join('')
  for (const { name, value, attributes } of cookies) {
    if (value.length < 16 || !attributes.has('httponly')) continue
    const expected = 'the value of no cookie'
    const [form] = encodingsOf(value).find(([, text]) => bytes.includes(text)) ?? []
    if (form !== undefined) {
      fail('owner-readable', { expected, actual: `${name}=${value} is in ${database}${form}` })
    }
    for (const part of partsOf(value, bytes)) await usePart(tools, { name, value, part, slug })
  }
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
