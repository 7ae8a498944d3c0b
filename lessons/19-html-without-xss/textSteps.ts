// What visitors write stays text: between tags, and in the attribute with their name.

import { step } from '../../src/course/check/check.ts'
import { decode } from './decode.ts'
import type { Id } from './findings.ts'
import {
  firstWord, hasAttack, isInCode, isRaw, newEntry, placeOfText, shows, sourceOf, told, write,
  type GuestTools, type Shown,
} from './guestBook.ts'
import type { Page } from './readHtml.ts'

export const textSteps = [
  step<Id>('An entry is shown as it was written', async (tools) => {
    const { fresh, fail } = tools
    const entry = newEntry(tools, {
      name: `Zoë ${fresh.word()}`,
      // It means something to replace, to printf and to template engines, but not in HTML.
      message: `${fresh.foreignText()} 🌱 $1 $$ %s {{name}} \${name} 100%`,
    })
    const { exchange, page } = await write(tools, [entry])
    const lost = [entry.message, entry.name].find((text) => !shows(page, text))
    if (lost !== undefined) {
      const id = isShownTwice(page, lost) ? 'escaped-twice' : 'entry-lost'
      return fail(id, told(exchange, lost))
    }
    if (!page.texts.some((text) => /<(?:li|a|p|b)\b/.test(text))) return
    return fail('escaped-twice', {
      exchange, mark: placeOfText(exchange, '&lt;'), expected: 'tags', actual: 'tags shown as text',
    })
  }),
  // Without </script>: it would end the script with the data too, and that has its own step.
  step<Id>('Markup in a message stays text', async (tools) => {
    await tryMessages(tools, [
      '<img src=x onerror=alert(1)>', '<b>bold</b>', '</p><h1>Big</h1>',
      '</textarea></title></style>--><img src=x onerror=alert(1)>', ']]><svg/onload=alert(1)>',
      'I <3 this, 1 < 2 > 0',
    ])
    // Alone, because it would hide the others.
    await tryMessages(tools, ['<!-- the rest is gone'])
  }),
  step<Id>('A name stays inside its attribute, whatever quotes it has', async (tools) => {
    const names = [
      '" onmouseover="alert(1)', "' onfocus='alert(1)", '"><b id=x>', 'x" autofocus x="',
      'onclick=alert(1) x=', `"Z" O'Neil & Co <3`, '--></title></style><svg/onload=alert(1)>',
    ].map((name) => `${tools.fresh.word()} ${name}`)
    const shown = await write(tools, names.map((name) => newEntry(tools, { name })))
    for (const name of names) expectName(tools, shown, name)
    mustBeHarmless(tools, shown, names)
  }),
  step<Id>('A character reference that a visitor types stays as it was typed', async (tools) => {
    await tryMessages(tools, [
      '&lt;b&gt; and &amp;', 'Tom & Jerry &copy; 1 < 2', '&#60;b&#x3e; &notit;', 'a=1&lt=2&amp;b',
    ])
  }),
]

async function tryMessages(tools: GuestTools, messages: readonly string[]): Promise<void> {
  const marked = messages.map((message) => `${tools.fresh.word()} ${message}`)
  const shown = await write(tools, marked.map((message) => newEntry(tools, { message })))
  for (const message of marked) {
    if (shows(shown.page, message)) continue
    return tools.fail(nameMistake(shown, message), told(shown.exchange, message))
  }
  mustBeHarmless(tools, shown, marked)
}

// A text can be where it should be, and again in a place where it's markup.
function mustBeHarmless({ fail }: GuestTools, shown: Shown, texts: readonly string[]): void {
  if (!hasAttack(shown.page)) return
  const text = texts.find((each) => isRaw(shown, each)) ?? texts[0] ?? ''
  return fail(nameMistake(shown, text), told(shown.exchange, text))
}

// The value of an attribute, or the text, is cut off at a quote; or a new attribute has begun.
function expectName(tools: GuestTools, { exchange, page }: Shown, name: string): void {
  const word = firstWord(name)
  const owners = page.elements.filter(({ attributes }) =>
    attributes.get('title')?.includes(word) === true)
  const titles = owners.map(({ attributes }) => attributes.get('title') ?? '')
  const isWhole = titles.every((title) => title.includes(name))
  if (isWhole && shows(page, name)) return
  if (isShownTwice({ ...page, texts: [...titles, ...page.texts] }, name)) {
    return tools.fail('escaped-twice', told(exchange, name))
  }
  if (isInCode(page, word)) return tools.fail('text-in-code', told(exchange, name))
  // If the text outside the attribute is cut off too, its quotes aren't the reason.
  const isCut = !shows(page, name) && !hasAttack(page)
  const id = isWhole || isCut ? nameMistake({ exchange, page }, name) : 'out-of-the-attribute'
  return tools.fail(id, told(exchange, name))
}

function nameMistake({ exchange, page }: Shown, marked: string): Id {
  if (!shows(page, firstWord(marked))) return 'entries-missing'
  if (isInCode(page, firstWord(marked))) return 'text-in-code'
  if (isShownTwice(page, marked)) return 'escaped-twice'
  const source = sourceOf(exchange, marked)
  if (/&(?:amp|lt|gt|quot|#39)(?![;\w])|&lt(?=\w)/.test(source.replaceAll(marked, ''))) {
    return 'no-semicolon'
  }
  const isMarkup = source.startsWith(marked) || isRaw({ exchange, page }, marked)
  if (isMarkup && !marked.includes('&')) return 'not-escaped'
  const toAmpersand = marked.slice(0, marked.indexOf('&') + 2)
  if (marked.includes('&') && source.startsWith(toAmpersand)) return 'ampersand-not-escaped'
  if (decode(source).startsWith(marked)) return 'only-some-escaped'
  return hasAttack(page) ? 'not-escaped' : 'text-changed'
}

// A reader sees &lt; where < was typed: with all five characters escaped again, or only some.
function isShownTwice({ texts }: Pick<Page, 'texts'>, marked: string): boolean {
  return texts.some((text) => {
    const start = text.indexOf(firstWord(marked))
    if (start === -1 || text.startsWith(marked, start)) return false
    return decode(text.slice(start)).startsWith(marked)
  })
}

