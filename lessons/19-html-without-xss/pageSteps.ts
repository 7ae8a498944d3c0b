// The page as a whole: its type, all entries on it, and requests that it must survive.

import { step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Id } from './findings.ts'
import { hasAttack, newEntry, placeOfText, post, read, shows, type Shown } from './guestBook.ts'
import { readHtml } from './readHtml.ts'

// More than a page of a list usually has.
const many = 60

export const pageSteps = [
  step<Id>('The page is sent as HTML in UTF-8', async (tools) => {
    const shown = await read(tools)
    const { exchange } = shown
    const type = exchange.answer.header('content-type') ?? ''
    const mark = type === '' ? 'head' : 'header content-type'
    if (!/^text\/html\s*(?:;|$)/i.test(type)) {
      return tools.fail('not-html', {
        exchange, mark, expected: 'text/html', actual: type || 'no Content-Type',
      })
    }
    const charset = charsetOf(type, shown)
    if (/^utf-?8$/i.test(charset) || !/[^\0-\x7f]/.test(exchange.answer.text)) return
    return tools.fail('no-charset', {
      exchange, mark, expected: 'Content-Type: text/html; charset=utf-8',
      actual: charset === '' ? 'no charset' : `charset=${charset}`,
    })
  }),
  step<Id>('All entries are on the page', async (tools) => {
    const entries = Array.from({ length: many }, () => newEntry(tools))
    // Some servers let only five clients wait.
    for (let next = 0; next < many; next += 5) {
      await Promise.all(entries.slice(next, next + 5).map((entry) => post(tools, entry)))
    }
    const { exchange, page } = await read(tools)
    const lost = entries.find(({ message }) => !shows(page, message))
    if (lost !== undefined) {
      const found = entries.filter(({ message }) => shows(page, message)).length
      return tools.fail('entries-missing', {
        exchange, mark: 'body', expected: `the entry "${lost.message}"`,
        actual: `${found} of ${many} new entries`,
      })
    }
    const comma = /<\/(li|article|section|div|tr|p)>\s*,\s*<\1\b/i.exec(exchange.answer.text)
    if (comma === null) return
    return tools.fail('commas-between-entries', {
      exchange, mark: placeOfText(exchange, comma[0]), expected: 'one entry after the other',
      actual: comma[0].replaceAll(/\s+/g, ' '),
    })
  }),
  step<Id>('A request cannot put its own URL into a page', async (tools) => {
    const tag = '<svg/onload=alert(1)>'
    const targets = [tag, encodeURIComponent(tag)].flatMap((each) => [`/${each}`, `/?name=${each}`])
    for (const target of targets) {
      const exchange = await tools.send({ target })
      if (!isReadAsHtml(exchange) || !hasAttack(readHtml(exchange.answer.text))) continue
      return tools.fail('url-on-the-page', {
        exchange, mark: placeOfText(exchange, '<svg'), expected: 'no tag from the URL',
        actual: `${tag} is in the page`,
      })
    }
  }),
  step<Id>('The guest book survives whatever a client sends', async (tools) => {
    const { send, fresh } = tools
    for (const plan of fresh.shuffle([
      { target: '//' }, { target: '/%zz' }, { target: '/?page=%zz' },
      { method: 'DELETE', target: '/' },
      { method: 'HEAD', target: '/', headers: [['Range', 'bytes=0-3']] as const },
      { method: 'POST', target: '/entries', body: 'name=%zz&name=%FF&=&&message' },
    ])) await send(plan)
    await read(tools)
  }),
]

// Without a type, a browser takes a text that begins with a tag for HTML.
function isReadAsHtml({ answer }: HttpExchange): boolean {
  const type = answer.header('content-type')
  return type === undefined ? /^\s*</.test(answer.text) : /^text\/html\b/i.test(type)
}

// In the header, or else in a meta element.
function charsetOf(type: string, { page }: Shown): string {
  const sources = [type, ...page.elements.filter(({ name }) => name === 'meta')
    .map(({ attributes }) => attributes.has('charset')
      ? `charset=${attributes.get('charset')}` : attributes.get('content') ?? '')]
  for (const source of sources) {
    const found = /charset\s*=\s*["']?([^\s"';]+)/i.exec(source)?.[1]
    if (found !== undefined) return found
  }
  return ''
}
