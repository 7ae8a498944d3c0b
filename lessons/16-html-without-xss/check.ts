// Writes fifteen things into the guest book that should stay text, and reads the page as a browser.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml, type Page } from './readHtml.ts'

type Entry = { name: string; message: string; website: string }

export const check = defineCheck({
  findings: {
    'not-html': {
      title: 'The page is not sent as HTML',
      why: 'A browser shows what the type says. Of another type it shows the source, or a file to '
        + 'keep; without a type it guesses, and guesses can be attacked.',
      hint: 'Which Content-Type does your answer have?',
      read: 'RFC 9110, section 8.3',
    },
    'entry-lost': {
      title: 'An entry without any trick in it is not on the page as it was written',
      why: 'A guest book that loses or changes entries is none.',
      hint: 'Which values does your template show, and what happens to them on the way?',
      read: 'lesson:html-without-xss',
    },
    'not-escaped': {
      title: 'What a visitor typed has become part of your page',
      why: 'A script in it runs in the browser of everybody who reads the page, with their '
        + 'cookies. This is cross-site scripting: the most common hole of all.',
      hint: 'Which values go into the page without passing escapeText?',
      read: 'https://html.spec.whatwg.org/#parsing',
    },
    'only-less-than-escaped': {
      title: 'A visitor got out of an attribute with a quote',
      why: 'Inside of an attribute no < is needed: '
        + 'a quote ends the value, and what follows is a new attribute, such as onmouseover.',
      hint: 'Which signs end the value of title="…"? Are both kinds of quotes escaped?',
      read: 'https://html.spec.whatwg.org/#attributes-2',
    },
    'ampersand-not-escaped': {
      title: 'A visitor typed &lt; and the page shows <',
      why: 'An & begins a code in HTML. Unless it is escaped itself, the reader sees something '
        + 'else than what was typed.',
      hint: 'Which of the five signs is missing in your list?',
      read: 'https://html.spec.whatwg.org/#character-references',
    },
    'escaped-twice': {
      title: 'The page shows &lt; where a visitor typed <',
      why: 'The text was escaped, and what came out was escaped again. It is harmless, and ugly.',
      hint: 'How often does a value pass escapeText? And which sign is replaced first?',
      read: 'lesson:html-without-xss',
    },
    'javascript-link': {
      title: 'A link in your page runs a program when it is clicked',
      why: 'javascript: is an address too, and escaping does not change it. Who clicks runs it.',
      hint: 'Which addresses do you keep: all but bad ones, or good ones only? '
        + 'Capitals, blanks, tabs?',
      read: 'https://url.spec.whatwg.org/#concept-basic-url-parser',
    },
    'good-link-lost': {
      title: 'The link of an honest visitor does not lead to his site any more',
      why: 'An & in an address is normal. After escaping and decoding it must be the same address.',
      hint: 'Compare the address that was sent with href in the page.',
      read: 'lesson:html-without-xss',
    },
    'script-broken-out': {
      title: 'A visitor ended your script, and began one of his own',
      why: 'The browser looks for </script> before it reads JSON. Quotes around it do not help.',
      hint: 'How can < be written in JSON without being a <?',
      read: 'https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements',
    },
    'json-damaged': {
      title: 'The JSON in your page cannot be read any more, or says something else',
      why: 'Inside of a script nothing is unescaped: '
        + '&quot; stays six letters, and JSON.parse fails.',
      hint: 'Was the JSON escaped like text? What is the escape of JSON itself?',
      read: 'RFC 8259, section 7',
    },
  },
  steps: [
    step('An entry is shown as it was written', async (tools) => {
      const { fresh, fail } = tools
      const entry = {
        name: fresh.name(), message: `${fresh.word()} ${fresh.foreignText()}`,
        website: `https://${fresh.word()}.example/`,
      }
      const { exchange, page } = await write(tools, entry)
      if (!shows(page, entry.message) || !shows(page, entry.name)) {
        return fail('entry-lost', {
          exchange, mark: 'body', expected: entry.message, actual: 'it is not in the page',
        })
      }
    }),
    step('Markup in a message stays text', async (tools) => {
      await tryMessages(tools, [
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '</p><h1>Big</h1>',
        '<!-- the rest is gone',
        '<svg/onload=alert(1)>',
      ])
    }),
    step('Quotes in a name stay in their attribute', async (tools) => {
      for (const name of [
        '" onmouseover="alert(1)', "' onfocus='alert(1)", '"><b id=x>', 'x" autofocus x="',
      ]) {
        const marked = `${tools.fresh.word()} ${name}`
        const { exchange, page } = await write(tools, {
          name: marked, message: 'hello', website: 'https://a.example/',
        })
        const titles = page.elements.filter(({ name }) => name === 'li')
          .map(({ attributes }) => attributes.get('title') ?? '')
        const isWhole = titles.some((title) => title.includes(marked)) && !isForeign(page)
        if (isWhole && shows(page, marked)) continue
        if (isWhole) return tools.fail('escaped-twice', told(exchange, marked))
        const isTwice = titles.some((title) => /&(?:quot|#39|amp);/.test(title))
        const hasScript = page.elements.some(({ attributes }) =>
          attributes.has('id') && attributes.get('id') === 'x')
        const id = isTwice ? 'escaped-twice' : hasScript ? 'not-escaped' : 'only-less-than-escaped'
        return tools.fail(
          id === 'not-escaped' ? 'only-less-than-escaped' : id,
          told(exchange, marked),
        )
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
        'data:text/html,<b>x</b>',
      ]) {
        const { exchange, page } = await write(tools, {
          name: fresh.word(), message: 'hello', website,
        })
        const bad = hrefs(page).find((href) =>
          /^[\s\u0000-\u001f]*(?:javascript|data|vbscript):/i
            .test(href.replaceAll(/[\t\n\r]/g, '')))
        if (bad !== undefined) return fail('javascript-link', told(exchange, bad))
      }
      const good = `https://${fresh.word()}.example/?a=1&lt=2&b="x"`
      const { exchange, page } = await write(tools, {
        name: fresh.word(), message: 'hello', website: good,
      })
      const isThere = hrefs(page).some((href) => URL.parse(href)?.href === URL.parse(good)?.href)
      if (!isThere) {
        return fail('good-link-lost', {
          ...told(exchange, 'href'), expected: good, actual: hrefs(page).at(-1) ?? 'no link',
        })
      }
    }),
    step('The data in the script stays data', async (tools) => {
      const { fresh, fail } = tools
      for (const message of [
        '</script><script>alert(1)</script>', '<!--<script>', 'a "quote", a \\ and an &amp;',
      ]) {
        const marked = `${fresh.word()} ${message}`
        const { exchange, page } = await write(tools, {
          name: fresh.word(), message: marked, website: '',
        })
        const data = page.scripts.filter(({ attributes }) =>
          attributes.get('type') === 'application/json')
        const foreign = page.scripts.length > data.length
          || data.some(({ text }) => text.includes('<!--'))
        if (foreign) return fail('script-broken-out', told(exchange, message))
        if (!data.some(({ text }) => holds(text, marked))) {
          return fail('json-damaged', told(exchange, 'application/json'))
        }
      }
    }),
  ],
})

type Id =
  'not-escaped' | 'script-broken-out' | 'escaped-twice' | 'ampersand-not-escaped' | 'entry-lost'

async function tryMessages(tools: Tools<Id>, messages: readonly string[]): Promise<void> {
  for (const message of messages) {
    const marked = `${tools.fresh.word()} ${message}`
    const { exchange, page } = await write(tools, {
      name: tools.fresh.word(), message: marked, website: 'https://a.example/',
    })
    if (shows(page, marked) && !isForeign(page)) continue
    // As a text it is right, so it got out where it stands a second time: in the script.
    if (shows(page, marked)) return tools.fail('script-broken-out', told(exchange, message))
    const escaped = marked.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const signs = marked.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const isTwice = page.texts.some((text) => text.includes(escaped) || text.includes(signs))
    if (isTwice) return tools.fail('escaped-twice', told(exchange, message))
    if (isForeign(page) || !message.includes('&')) {
      return tools.fail('not-escaped', told(exchange, message))
    }
    return tools.fail('ampersand-not-escaped', told(exchange, marked.slice(0, marked.indexOf(' '))))
  }
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

// Elements and attributes that no honest page of a guest book has.
function isForeign({ elements, scripts }: Page): boolean {
  const isScript = scripts.some(({ attributes }) => attributes.get('type') !== 'application/json')
  return isScript || elements.some(({ name, attributes }) =>
    ['img', 'svg', 'iframe'].includes(name) || attributes.has('autofocus')
    || [...attributes.keys()].some((key) => /^on[a-z]/.test(key)))
}

function hrefs({ elements }: Page): string[] {
  return elements.filter(({ name }) => name === 'a')
    .flatMap(({ attributes }) => attributes.get('href') ?? [])
}

function holds(json: string, message: string): boolean {
  try {
    return JSON.stringify(JSON.parse(json)).includes(JSON.stringify(message))
  } catch {
    return false
  }
}

// The bytes of the page, with the place of the payload.
function told(exchange: HttpExchange, part: string) {
  const bytes = exchange.turns.findLast(({ direction }) => direction === 'received')?.bytes ?? ''
  const start = bytes.lastIndexOf(Buffer.from(part).toString('latin1'))
  const mark = start === -1 ? 'body' : { start, end: start + Buffer.byteLength(part) }
  return { exchange, mark, expected: `${part}, as text`, actual: 'part of the page' } as const
}
