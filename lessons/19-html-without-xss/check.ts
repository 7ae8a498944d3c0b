// Writes things into the guest book that should stay text, and reads the page as a browser.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { findings } from './findings.ts'
import { decode, readHtml, type Page } from './readHtml.ts'

type Entry = { name: string; message: string; website: string }

export const check = defineCheck({
  findings,
  steps: [
    step('An entry is shown as it was written', async (tools) => {
      const { fresh, fail } = tools
      const entry = {
        name: fresh.name(), message: `${fresh.word()} ${fresh.foreignText()}`,
        website: `https://${fresh.word()}.example/`,
      }
      const { exchange, page } = await write(tools, entry)
      const lost = [entry.message, entry.name].find((text) => !shows(page, text))
      if (lost !== undefined) {
        return fail('entry-lost', {
          exchange, mark: 'body', expected: lost, actual: 'it is not in the page',
        })
      }
      if (page.texts.some((text) => /<(?:li|a|p)\b/.test(text))) {
        return fail('escaped-twice', {
          exchange, mark: placeIn(exchange, '&lt;'), expected: 'tags', actual: 'tags shown as text',
        })
      }
      if (!linksTo(page, entry.website)) fail('good-link-lost', toldLink(exchange, entry, page))
    }),
    // No </script> yet: it would end the script below too, and that has a step of its own.
    step('Markup in a message stays text', async (tools) => {
      await tryMessages(tools, [
        '<img src=x onerror=alert(1)>',
        '<script>alert(1)',
        '</p><h1>Big</h1>',
        '<!-- the rest is gone',
        '<svg/onload=alert(1)>',
      ])
    }),
    step('Quotes in a name stay in their attribute', async (tools) => {
      for (const name of [
        '" onmouseover="alert(1)', "' onfocus='alert(1)", '"><b id=x>', 'x" autofocus x="',
      ]) {
        const word = tools.fresh.word()
        const marked = `${word} ${name}`
        const { exchange, page } = await write(tools, {
          name: marked, message: 'hello', website: 'https://a.example/',
        })
        const titles = page.elements.flatMap(({ attributes }) => attributes.get('title') ?? [])
          .filter((title) => title.includes(word))
        const isWhole = titles.every((title) => title.includes(marked)) && shows(page, marked)
        if (isWhole && !hasAttack(page)) continue
        const isTwice = [...titles, ...page.texts]
          .some((shown) => shown.includes(word) && /&(?:quot|#39|amp|lt|gt);/.test(shown))
        const id = isTwice ? 'escaped-twice' : 'only-less-than-escaped'
        return tools.fail(id, told(exchange, marked))
      }
    }),
    step('The page is sent as HTML', async ({ send, fail }) => {
      const exchange = await send({ target: '/' })
      const type = exchange.answer.header('content-type') ?? ''
      if (/^text\/html\b/i.test(type)) return
      return fail('not-html', {
        exchange, mark: type === '' ? 'head' : 'header content-type', expected: 'text/html',
        actual: type || 'no Content-Type',
      })
    }),
    step('What looks like a code stays as it was typed', async (tools) => {
      await tryMessages(tools, ['&lt;b&gt; and &amp;', 'Tom & Jerry &copy; 1 < 2'])
    }),
    step('Links lead to the web and nowhere else', async (tools) => {
      const { fresh, fail } = tools
      for (const website of [
        'javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\tscript:alert(1)',
        'data:text/html,<b>x</b>', 'javascript:alert(1)//https://a.example',
      ]) {
        const { exchange, page } = await write(tools, {
          name: fresh.word(), message: 'hello', website,
        })
        const bad = hrefs(page).find((href) =>
          /^[\s\u0000-\u001f]*(?:javascript|data|vbscript):/i
            .test(href.replaceAll(/[\t\n\r]/g, '')))
        if (bad === undefined) continue
        return fail('javascript-link', {
          exchange, mark: placeIn(exchange, bad), expected: 'no such link, or # for its address',
          actual: `href="${bad}"`,
        })
      }
      for (const good of [
        `http://${fresh.word()}.example/`, `https://${fresh.word()}.example/?a=1&lt=2&b="x"`,
      ]) {
        const entry = { name: fresh.word(), message: 'hello', website: good }
        const { exchange, page } = await write(tools, entry)
        if (!linksTo(page, good)) fail('good-link-lost', toldLink(exchange, entry, page))
      }
    }),
    step('The data in the script stays data', async (tools) => {
      for (const message of [
        '</script><script>alert(1)</script>', '<!--<script>', 'a "quote", a \\ and an &amp;',
      ]) {
        const word = tools.fresh.word()
        const marked = `${word} ${message}`
        const { exchange, page } = await write(tools, {
          name: tools.fresh.word(), message: marked, website: '',
        })
        const data = page.scripts.filter(({ attributes }) =>
          attributes.get('type') === 'application/json')
        const evidence = { exchange, mark: lastPlaceIn(exchange, word, marked.length) } as const
        if (hasAttack(page)) {
          return tools.fail('script-broken-out', {
            ...evidence, expected: 'no </script> before the end of the data', actual: marked,
          })
        }
        if (data.some(({ text }) => /<!--[^]*<script/i.test(text))) {
          return tools.fail('comment-in-script', {
            ...evidence, mark: lastPlaceIn(exchange, '<!--', 4), expected: 'no <!-- in the data',
            actual: '<!--, and <script behind it',
          })
        }
        if (!data.some(({ text }) => holds(text, marked))) {
          return tools.fail('json-damaged', {
            ...evidence, expected: `JSON in the script that says ${JSON.stringify(marked)}`,
            actual: partOf(data.at(-1)?.text, word),
          })
        }
      }
    }),
  ],
})

type Id = 'not-escaped' | 'only-some-escaped' | 'escaped-twice' | 'ampersand-not-escaped'
  | 'no-semicolon' | 'text-changed'

async function tryMessages(tools: Tools<Id>, messages: readonly string[]): Promise<void> {
  for (const message of messages) {
    const marked = `${tools.fresh.word()} ${message}`
    const { exchange, page } = await write(tools, {
      name: tools.fresh.word(), message: marked, website: 'https://a.example/',
    })
    if (shows(page, marked) && !hasAttack(page)) continue
    return tools.fail(nameMistake(exchange, page, marked), told(exchange, marked))
  }
}

function nameMistake(exchange: HttpExchange, page: Page, marked: string): Id {
  const signs = marked.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const escaped = marked.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const isTwice = signs !== marked && page.texts.some((text) => text.includes(signs))
  if (isTwice || page.texts.some((text) => text.includes(escaped))) return 'escaped-twice'
  const source = sourceOf(exchange, marked)
  if (/&(?:amp|lt|gt|quot|#39)(?![;\w])|&lt(?=\w)/.test(source)) return 'no-semicolon'
  if (source.startsWith(marked) && !marked.includes('&')) return 'not-escaped'
  const toAmpersand = marked.slice(0, marked.indexOf('&') + 2)
  if (marked.includes('&') && source.startsWith(toAmpersand)) return 'ampersand-not-escaped'
  if (decode(source).startsWith(marked)) return 'only-some-escaped'
  return hasAttack(page) ? 'not-escaped' : 'text-changed'
}

async function write(
  { send }: Pick<Tools, 'send'>, entry: Entry,
): Promise<{ exchange: HttpExchange; page: Page }> {
  await send({
    method: 'POST', target: '/entries',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: String(new URLSearchParams(entry)),
  })
  const exchange = await send({ target: '/' })
  return { exchange, page: readHtml(exchange.answer.text) }
}

function shows(page: Page, text: string): boolean {
  return page.texts.some((shown) => shown.includes(text))
}

// Every attack here calls alert(1), which no honest page of a guest book does.
function hasAttack({ elements, scripts }: Page): boolean {
  const runs = scripts.some(({ attributes, text }) =>
    attributes.get('type') !== 'application/json' && text.includes('alert(1'))
  return runs || elements.some(({ attributes }) =>
    [...attributes].some(([name, value]) => /^on[a-z]/.test(name) && value.includes('alert(1')))
}

function hrefs({ elements }: Page): string[] {
  return elements.filter(({ name }) => name === 'a')
    .flatMap(({ attributes }) => attributes.get('href') ?? [])
}

function linksTo(page: Page, address: string): boolean {
  return hrefs(page).some((href) => URL.parse(href)?.href === URL.parse(address)?.href)
}

function holds(json: string, message: string): boolean {
  try {
    return JSON.stringify(JSON.parse(json)).includes(JSON.stringify(message))
  } catch {
    return false
  }
}

function partOf(json: string | undefined, word: string): string {
  if (json === undefined) return 'no script of the type application/json'
  return json.slice(Math.max(json.lastIndexOf(word) - 20, 0)).slice(0, 80)
}

// What the page says from the first word of a text on, as it is written there.
function sourceOf({ answer }: HttpExchange, marked: string): string {
  const [word = ''] = marked.split(' ')
  const start = answer.text.indexOf(word)
  return start === -1 ? '' : answer.text.slice(start, start + marked.length * 6)
}

function told(exchange: HttpExchange, marked: string) {
  const [word = ''] = marked.split(' ')
  const [line = ''] = sourceOf(exchange, marked).split('\n')
  return {
    exchange, mark: placeIn(exchange, line === '' ? word : line),
    expected: `a reader sees ${marked}`, actual: `in the page stands ${line}`,
  } as const
}

function toldLink(exchange: HttpExchange, { name, website }: Entry, page: Page) {
  return {
    exchange, mark: placeIn(exchange, name), expected: `href leads to ${website}`,
    actual: hrefs(page).length === 0 ? 'no link' : `href="${hrefs(page).at(-1)}"`,
  } as const
}

function placeIn(exchange: HttpExchange, part: string) {
  const start = bytesOf(exchange).indexOf(Buffer.from(part).toString('latin1'))
  return start === -1 ? 'body' : { start, end: start + Buffer.byteLength(part) }
}

// The data of the script comes last.
function lastPlaceIn(exchange: HttpExchange, word: string, length: number) {
  const start = bytesOf(exchange).lastIndexOf(word)
  return start === -1 ? 'body' : { start, end: start + length }
}

function bytesOf({ turns }: HttpExchange): string {
  return turns.findLast(({ direction }) => direction === 'received')?.bytes ?? ''
}
