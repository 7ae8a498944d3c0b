// Steps: text that a visitor types is shown as text, in the list and in a form that comes back.

import { step, type Evidence } from '../../src/course/check/check.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import { postLink, targetOf } from '../29-create-and-redirect/client.ts'
import { shorten } from '../29-create-and-redirect/expectations.ts'
import { forbidsInline } from './pageSteps.ts'
import {
  shows, storedAfter, Visitor, type Id, type PageTools, type Shown, type Typed,
} from './visitor.ts'

const slow = { deadlineMs: 20_000 }
const longestNote = 200

export const textSteps = [
  step<Id>('Notes are shown as they were typed', keepingConnection(showNotes), slow),
  step<Id>('A form that is refused comes back with what was typed',
    keepingConnection(refuseForms), slow),
]

async function showNotes(tools: PageTools): Promise<void> {
  const { fresh } = tools
  const visitor = new Visitor(tools)
  let shown = await visitor.open()
  const notes = attacks(fresh)
  for (const note of notes) shown = await visitor.make(shown, { target: targetOf(fresh), note })
  for (const note of notes) expectText(tools, shown, note)
}

// Each would make an element or an attribute that has the word in its name.
function attacks(fresh: Fresh): readonly string[] {
  const [one, two] = [fresh.word(), fresh.word()]
  return fresh.shuffle([
    `${one}</ul></li><x-${one} onclick='1'>"'&amp;&#39;&lt; Zo\u00eb \u{1f6b2}`,
    `"><x-${two}>`,
    `" data-${one}="1" ${two}`,
    `' data-${two}='1' ${one}`,
    `${two} \u00fc & <`.padEnd(longestNote, '\u00eb'),
  ])
}

/** Fails if a text became markup, or if it isn't on the page. */
function expectText(tools: PageTools, shown: Shown, text: string): void {
  const { exchange, page } = shown
  const evidence: Evidence = {
    exchange, mark: 'body', expected: `a reader sees ${shorten(text)}`,
  }
  expectNoMarkup(tools, shown, text)
  if (shows(page, text)) return
  tools.fail('text-changed', { ...evidence, actual: "the page doesn't say that" })
}

function expectNoMarkup({ fail }: PageTools, { exchange, page }: Shown, text: string): void {
  const words = [...text.matchAll(/(?:x|data)-([a-z]+)/g)].map(([whole]) => whole)
  for (const { name, attributes } of page.elements) {
    const found = words.find((word) => name === word || attributes.has(word))
    if (found === undefined) continue
    fail('text-unescaped', {
      exchange, mark: 'body', expected: `a reader sees ${shorten(text)}`,
      actual: `the element <${name}>${name === found ? '' : ` with the attribute ${found}`}`,
    })
  }
}

async function refuseForms(tools: PageTools): Promise<void> {
  const { fresh } = tools
  const visitor = new Visitor(tools)
  const slug = `${fresh.word()}${fresh.integer(10, 99)}`
  let shown = await visitor.make(await visitor.open(), { target: targetOf(fresh), slug })
  const [first = '', second = '', third = '', fourth = ''] = attacks(fresh)
    .filter((text) => text.length < 100)
  const good = targetOf(fresh)
  // A sentence that quotes what was typed is text as well. Each field is the only bad one once.
  const tag = () => `<x-${fresh.word()} a='b'>"`
  const refusals: readonly (readonly [status: number, typed: Typed])[] = [
    [422, { target: `javascript:${first}`, slug: second, visitLimit: third, note: fourth }],
    [422, { target: '', note: second }],
    [422, { target: `${fresh.word()} ${tag()}` }],
    [422, { target: `javascript:${tag()}` }],
    [422, { target: `http://localhost/${tag()}` }],
    [422, { target: good, slug: tag() }],
    [422, { target: good, visitLimit: tag() }],
    [422, { target: good, note: `${tag()} `.padEnd(longestNote + 1, '\u00eb') }],
    [422, { target: good, visitLimit: `1${fourth}`, note: third }],
    [422, { target: good, note: `${fresh.word()} `.padEnd(longestNote + 1, '\u00eb') }],
    [409, { target: good, slug: slug.toUpperCase(), note: first }],
  ]
  for (const [status, typed] of refusals) {
    shown = await refuse(tools, { visitor, shown, status, typed })
  }
  await keepTyped(tools, refusals.flatMap(([, typed]) => Object.values(typed)))
  await refuseNotes(tools)
}

// What one visitor typed must not be left in a form for the next one.
async function keepTyped(tools: PageTools, texts: readonly string[]): Promise<void> {
  const { exchange, page } = await new Visitor(tools).open()
  const found = texts.find((text) => text !== '' && shows(page, text))
  if (found === undefined) return
  tools.fail('foreign-links-listed', {
    exchange, mark: 'body', expected: 'the page of a new visitor, with an empty form',
    actual: `it has ${shorten(found)}, which another visitor typed`,
  })
}

async function refuseNotes(tools: PageTools): Promise<void> {
  const { fresh, query, fail } = tools
  const count = () => query('select count(*) as number from links')[0]?.['number']
  const before = count()
  const notes = ['\u00eb'.repeat(longestNote + 1), fresh.integer(1, 99), [fresh.word()]]
  for (const note of notes) {
    const exchange = await postLink(tools, { target: targetOf(fresh), note })
    const { status } = exchange.answer
    const expected = `422 for the note ${shorten(JSON.stringify(note))}`
    const evidence: Evidence = { exchange, mark: 'status', expected, actual: String(status) }
    if (count() !== before && status >= 400) fail('stored-after-refusal', storedAfter(evidence))
    if (count() !== before) fail('bad-field-accepted', evidence)
    if (status !== 422 && status !== 400) fail('bad-form-response', evidence)
  }
  // null may mean the same as leaving it out.
  const exchange = await postLink(tools, { target: targetOf(fresh), note: null })
  const { status } = exchange.answer
  if ([201, 422, 400].includes(status)) return
  fail('bad-form-response', {
    exchange, mark: 'status', expected: '422 for the note null, or 201', actual: String(status),
  })
}

async function refuse(
  tools: PageTools, { visitor, shown, status, typed }: {
    visitor: Visitor; shown: Shown; status: number; typed: Typed
  },
): Promise<Shown> {
  const { query, fail } = tools
  const rows = () => JSON.stringify(query('select * from links order by id'))
  const before = rows()
  const exchange = await visitor.submit(shown, typed)
  const wanted = `${status} for ${shorten(JSON.stringify(typed))}`
  const actual = String(exchange.answer.status)
  const evidence: Evidence = { exchange, mark: 'status', expected: wanted, actual }
  const isStored = rows() !== before
  if (isStored && exchange.answer.status < 400) fail('bad-field-accepted', evidence)
  if (exchange.answer.status !== status) fail('bad-form-response', evidence)
  const isPage = /^text\/html/i.test(exchange.answer.header('content-type') ?? '')
  if (!isPage) {
    fail('bad-form-response', {
      exchange, mark: 'header content-type', expected: `${status} with the page, as HTML`,
      actual: exchange.answer.header('content-type') ?? 'no Content-Type',
    })
  }
  if (isStored) {
    fail('stored-after-refusal', storedAfter(evidence))
  }
  const texts = Object.values(typed)
  const { page } = visitor.read(exchange)
  const again = { ...shown, exchange, page }
  for (const text of texts) expectNoMarkup(tools, again, text)
  for (const [name, text] of Object.entries(typed)) {
    if (isTyped(again, name, text)) continue
    const isElsewhere = page.elements.some(({ attributes }) =>
      attributes.get('name') === name && (attributes.get('value') ?? '') !== '')
    fail(isElsewhere ? 'text-changed' : 'typed-lost', {
      exchange, mark: 'body', expected: `${shorten(text)} in the field ${name}`,
      actual: 'the field has another text, or none',
    })
  }
  if (!forbidsInline(exchange)) {
    fail('inline-script-allowed', {
      exchange, mark: 'header content-security-policy',
      expected: `a Content-Security-Policy as with 200 in the response with ${status}`,
      actual: exchange.answer.header('content-security-policy') ?? 'no Content-Security-Policy',
    })
  }
  const fresh = await visitor.open()
  const known = new Set([...texts, ...fresh.page.texts].map((text) => text.trim()))
  if (page.texts.some((text) => !known.has(text.trim()))) return fresh
  return fail('typed-lost', {
    exchange, mark: 'body', expected: "a sentence about what's wrong",
    actual: 'the page says the same as before the form was sent',
  })
}

function isTyped({ page }: Shown, name: string, text: string): boolean {
  return page.elements.some((element) => element.attributes.get('name') === name
    && (element.attributes.get('value') === text
      || (element.name === 'textarea' && page.texts.some((each) => each.includes(text))))
    || text === '')
}
