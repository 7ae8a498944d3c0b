// Links lead to websites, and nowhere else.

import { step } from '../../src/course/check/check.ts'
import type { Id } from './findings.ts'
import {
  firstWord, hasAttack, newEntry, placeOfText, shows, write, type Entry, type GuestTools,
  type Shown,
} from './guestBook.ts'
import type { Page } from './readHtml.ts'

export const linkSteps = [
  step<Id>('A link to a website leads there', async (tools) => {
    const { fresh } = tools
    const word = fresh.word()
    const entries = [
      `http://${word}.example/`, `HTTPS://${word}.example/A`,
      `https://${word}.example:8443/a(b)/~c?a=1&lt=2&b="x"&c='y'#top`,
      `https://${word}.example/?next=javascript:alert(2)&q=a%20b%3Cc`,
      `https://${word}.example/Zoë?q=1 onmouseover=alert(1) x="><svg/onload=alert(1)>`,
    ].map((website) => newEntry(tools, { website }))
    const shown = await write(tools, entries)
    if (!hasAttack(shown.page)) {
      for (const entry of entries) expectLink(tools, shown, entry)
      return
    }
    const isInTag = shown.page.elements.some(({ name, attributes }) =>
      name === 'a' && attributes.has('onmouseover'))
    return tools.fail(isInTag ? 'out-of-the-attribute' : 'not-escaped', {
      exchange: shown.exchange, mark: placeOfText(shown.exchange, 'onmouseover=alert(1) x='),
      expected: 'the whole URL stays text',
      actual: isInTag ? 'a part of it became an attribute' : 'a part of it became an element',
    })
  }),
  step<Id>('A link never runs a program, however javascript: is written', async (tools) => {
    const websites = [
      'javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\tscript:alert(1)',
      '\u0001javascript:alert(1)', 'javascript:alert(1)//https://a.example',
      'javascript:alert(1)//\nhttps://a.example/', 'javascript&colon;alert(1)',
      '&#106;avascript:alert(1)', 'data:text/html,<b>x</b>', 'vbscript:alert(1)',
    ]
    const shown = await writeWebsites(tools, websites)
    const bad = targetsOf(shown.page).find((target) =>
      ['javascript:', 'data:', 'vbscript:'].includes(URL.parse(target)?.protocol ?? ''))
    if (bad === undefined) return
    return tools.fail('javascript-link', {
      exchange: shown.exchange, mark: placeOfText(shown.exchange, bad),
      expected: 'no such link, or # as its URL', actual: `a link to ${bad}`,
    })
  }),
  step<Id>('A link has no other scheme, and is complete', async (tools) => {
    const { fresh } = tools
    const schemes = [
      `ftp://${fresh.word()}.example/`, 'file:///etc/passwd', `mailto:${fresh.word()}@a.example`,
      `blob:https://a.example/${fresh.word()}`, `${fresh.word()}:x`, `http${fresh.word()}:x`,
    ]
    const parts = ['/log-out', `//${fresh.word()}.example/`, `https${fresh.word()}.example`]
    const shown = await writeWebsites(tools, [...schemes, ...parts])
    for (const sent of [...schemes, ...parts]) {
      if (!targetsOf(shown.page).includes(sent)) continue
      return tools.fail(parts.includes(sent) ? 'relative-link' : 'another-scheme', {
        exchange: shown.exchange, mark: placeOfText(shown.exchange, sent),
        expected: 'no such link, or # as its URL', actual: `a link to ${sent}`,
      })
    }
  }),
  step<Id>("A website that isn't a URL does no harm", async (tools) => {
    await writeWebsites(tools, ['', 'no URL', 'http://', 'https://[', 'http://%zz/'])
  }),
]

// An entry with a bad link is shown all the same.
async function writeWebsites(tools: GuestTools, websites: readonly string[]): Promise<Shown> {
  const entries = websites.map((website) => newEntry(tools, { website }))
  const shown = await write(tools, entries)
  const hidden = entries.find(({ message }) => !shows(shown.page, message))
  if (hidden === undefined) return shown
  return tools.fail('entries-missing', {
    exchange: shown.exchange, mark: 'body', actual: "it isn't there",
    expected: `the entry "${hidden.message}", whose website was ${JSON.stringify(hidden.website)}`,
  })
}

// All attributes whose value a browser opens or runs as a URL.
function targetsOf({ elements }: Page): string[] {
  const names = ['href', 'src', 'action', 'formaction', 'xlink:href']
  return elements.flatMap(({ attributes }) => names.flatMap((name) => attributes.get(name) ?? []))
}

function hrefs({ elements }: Page): string[] {
  return elements.filter(({ name }) => name === 'a')
    .flatMap(({ attributes }) => attributes.get('href') ?? [])
}

function expectLink({ fail }: GuestTools, { exchange, page }: Shown, entry: Entry): void {
  const { name, website } = entry
  const wanted = URL.parse(website)?.href
  if (hrefs(page).some((href) => URL.parse(href)?.href === wanted)) return
  const host = URL.parse(website)?.host ?? ''
  const nearest = hrefs(page).findLast((href) => href.includes(host))
  return fail('good-link-lost', {
    exchange, mark: placeOfText(exchange, firstWord(name)), expected: `a link to ${website}`,
    actual: nearest === undefined ? 'no link to this host' : `a link to ${nearest}`,
  })
}
