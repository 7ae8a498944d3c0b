// Step: the page lists the links of a visitor, with what the table says about them.

import { domainToUnicode } from 'node:url'
import { step } from '../../src/course/check/check.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import { decode } from '../19-html-without-xss/decode.ts'
import { shows, Visitor, type Id, type PageTools, type Shown } from './visitor.ts'

// The list may end after so many.
const leastListed = 50

export const listSteps = [
  step<Id>('The page lists them', keepingConnection(listLinks), { deadlineMs: 20_000 }),
]

async function listLinks(tools: PageTools): Promise<void> {
  const { fresh, fail, change, query, port } = tools
  const visitor = new Visitor(tools)
  let shown = await visitor.open()
  const word = fresh.word()
  const typed = [
    { target: `https://${word}.example/it's?q=1&amp;b=${word}`, note: fresh.word() },
    { target: `https://b\u00fccher-${word}.example:8443/`, note: fresh.foreignText() },
    { target: targetOf(fresh), note: `${fresh.word()} ${fresh.word()}` },
  ]
  for (const each of typed) shown = await visitor.make(shown, each)
  const rows = query('select slug from links order by id desc limit 3')
    .map(({ slug }) => String(slug))
  const numbers = rows.map(() => ({
    clicks: fresh.integer(100_000, 499_999), robots: fresh.integer(500_000, 999_999),
  }))
  rows.forEach((slug, index) => {
    const { clicks = 0, robots = 0 } = numbers[index] ?? {}
    change('update links set clicks = ?, robots = ? where slug = ?', clicks, robots, slug)
  })
  shown = await visitor.open()
  const origin = `http://localhost:${port}`
  typed.toReversed().forEach((each, index) => {
    const slug = rows[index] ?? ''
    const missing = missingFrom(shown, { ...each, ...numbers[index], slug, origin })
    if (missing === undefined) return
    const isChanged = [each.target, each.note].some((text) =>
      missing.includes(text) && isShownOtherwise(shown, text))
    fail(isChanged ? 'text-changed' : 'not-in-list', {
      exchange: shown.exchange, mark: 'body', expected: `${missing}, for the link ${slug}`,
      actual: "it isn't on the page",
    })
  })
  expectOrder(tools, shown, rows)
  await listMany(tools, visitor, rows[0] ?? '')
}

function expectOrder({ fail }: PageTools, shown: Shown, rows: readonly string[]): void {
  const places = rows.map((slug) => shown.exchange.answer.text.indexOf(`/${slug}`))
  if (places.every((place, index) => place > (places[index - 1] ?? -1))) return
  fail('list-order', {
    exchange: shown.exchange, mark: 'body', expected: rows.join(' before '),
    actual: "they're in another order",
  })
}

// More links of the same visitor: rows like that of a link that they have made.
async function listMany(tools: PageTools, visitor: Visitor, slug: string): Promise<void> {
  const { query, change, fail } = tools
  const columns = query("select name from pragma_table_info('links') where pk = 0")
    .map(({ name }) => `"${name}"`).filter((name) => name !== '"slug"').join()
  change(`with recursive numbers (number) as
      (select 1 union all select number + 1 from numbers where number < ${leastListed})
    insert into links (slug, ${columns})
    select '${slug}-' || (100 + number), ${columns}
    from links, numbers where slug = '${slug}'`)
  const shown = await visitor.open()
  const missing = query('select slug from links order by id desc limit ?', leastListed)
    .findIndex((row) => !shown.exchange.answer.text.includes(`/${String(row['slug'])}`))
  if (missing === -1) return
  fail('list-cut', {
    exchange: shown.exchange, mark: 'body', expected: `the newest ${leastListed} links`,
    actual: `number ${missing + 1} isn't on the page`,
  })
}

// Decoded or escaped once more than it should be.
function isShownOtherwise({ page }: Shown, text: string): boolean {
  const others = [decode(text), text.replaceAll('&', '&amp;')]
  return others.some((other) => other !== text && shows(page, other))
}

// As it was typed, as it's stored, and as browsers show it. A slash at the end may be missing.
function spellingsOf(target: string): readonly string[] {
  const { href, hostname } = new URL(target)
  const readable = href.replace(hostname, domainToUnicode(hostname))
  return [target, href, readable, decodeURI(href), decodeURI(readable)]
    .map((each) => each.replace(/\/$/, ''))
}

type Listed = {
  slug: string; origin: string; target: string; note: string; clicks?: number; robots?: number
}

function missingFrom({ page }: Shown, link: Listed): string | undefined {
  const { slug, origin, target, note, clicks = 0, robots = 0 } = link
  const shortUrl = `${origin}/${slug}`
  const pathsOf = (element: string, attribute: string) => page.elements
    .filter(({ name }) => name === element)
    .flatMap(({ attributes }) => URL.parse(attributes.get(attribute) ?? '', origin) ?? [])
  // A long number may be written in groups: 123,456.
  const text = page.texts.join(' ').replace(/(?<=\d)[\s,.'\u2019\u00a0\u202f](?=\d{3})/g, '')
  const letters = domainToUnicode(new URL(target).hostname)
  const links = new Set(pathsOf('a', 'href').map(({ href }) => href))
  const parts: [what: string, isThere: boolean][] = [
    [`the short URL ${shortUrl}`, links.has(shortUrl) || shows(page, shortUrl)],
    [`the target ${target}`, links.has(new URL(target).href)
      || spellingsOf(target).some((each) => shows(page, each))],
    [`the host ${letters}`, page.texts.join('').includes(letters)],
    [`the note ${note}`, shows(page, note)],
    [`${clicks} clicks`, text.includes(String(clicks))],
    [`${robots} visits of robots`, text.includes(String(robots))],
    [`<img src="/links/${slug}/qr.svg">`, pathsOf('img', 'src')
      .some(({ pathname }) => pathname === `/links/${slug}/qr.svg`)],
  ]
  return parts.find(([, isThere]) => !isThere)?.[0]
}
