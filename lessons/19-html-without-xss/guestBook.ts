// Writes entries into the guest book, reads its page as a browser does, and looks for what a
// visitor managed to add to it.

import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange, Mark } from '../../src/course/check/exchange.ts'
import type { Id } from './findings.ts'
import { readHtml, type Page } from './readHtml.ts'

export type GuestTools = Tools<Id>
export type Entry = { name: string; message: string; website: string }
export type Shown = { exchange: HttpExchange; page: Page }

/** Makes an entry without any trick in it. */
export function newEntry({ fresh }: GuestTools, changes: Partial<Entry> = {}): Entry {
  return {
    name: `${fresh.name()} ${fresh.word()}`, message: `${fresh.word()} ${fresh.word()}`,
    website: `https://${fresh.word()}.example/`, ...changes,
  }
}

/** Posts entries, one after the other, and gets the page that shows them. */
export async function write(tools: GuestTools, entries: readonly Entry[]): Promise<Shown> {
  for (const entry of entries) await post(tools, entry)
  return read(tools)
}

export async function post({ send, fail }: GuestTools, entry: Entry): Promise<void> {
  const exchange = await send({
    method: 'POST', target: '/entries',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: String(new URLSearchParams(entry)),
  })
  const { status } = exchange.answer
  if (status < 400) return
  return fail('entry-refused', {
    exchange, mark: 'status', expected: 'the status 303', actual: `the status ${status}`,
  })
}

export async function read({ send, fail }: GuestTools): Promise<Shown> {
  const exchange = await send({ target: '/' })
  const { status, text, message: { extra } } = exchange.answer
  if (status !== 200) {
    return fail('no-page', {
      exchange, mark: 'status', expected: 'the status 200', actual: `the status ${status}`,
    })
  }
  if (extra === '') return { exchange, page: readHtml(text) }
  return fail('page-cut-off', {
    exchange, mark: 'header content-length', expected: 'the length of the whole page, in bytes',
    actual: `the page ends with ${text.slice(-40)}, and then come ${extra.length} more bytes`,
  })
}

export function shows(page: Page, text: string): boolean {
  return page.texts.some((shown) => shown.includes(text))
}

/** Says whether code of a visitor runs: each attack calls alert(1), which no own script does. */
export function hasAttack({ elements, scripts }: Page): boolean {
  const runs = scripts.some((script) => !isData(script) && script.text.includes('alert(1'))
  return runs || elements.some(({ attributes }) =>
    [...attributes].some(([name, value]) => /^on[a-z]/.test(name) && value.includes('alert(1')))
}

/** Says whether the page's own code has this text inside: a handler or a script that runs. */
export function isInCode({ elements, scripts }: Page, word: string): boolean {
  return scripts.some((script) => !isData(script) && script.text.includes(word))
    || elements.some(({ attributes }) =>
      [...attributes].some(([name, value]) => /^on[a-z]/.test(name) && value.includes(word)))
}

export function isData({ attributes }: Page['scripts'][number]): boolean {
  return /^application\/json\s*(?:;|$)/i.test(attributes.get('type') ?? '')
}

/** The first word of a text marks the place where it is. */
export function firstWord(text: string): string {
  return text.split(' ')[0] ?? ''
}

/** It's on the page as it was typed, before any script. */
export function isRaw({ exchange }: Shown, text: string): boolean {
  const [html = ''] = exchange.answer.text.split(/<script/i)
  return text.includes('<') && html.includes(text)
}

/** What the page says from the first word of a text on, as it is written there. */
export function sourceOf({ answer }: HttpExchange, marked: string): string {
  const start = answer.text.indexOf(firstWord(marked))
  return start === -1 ? '' : answer.text.slice(start, start + marked.length * 6)
}

/** Evidence that a text isn't shown as it was typed. */
export function told(exchange: HttpExchange, marked: string) {
  const [line = ''] = sourceOf(exchange, marked).split('\n')
  return {
    exchange, mark: placeOfText(exchange, line === '' ? firstWord(marked) : line),
    expected: `a reader sees ${marked}`,
    actual: line === '' ? "it isn't in the page" : `the page says ${line.slice(0, 200)}`,
  } as const
}

/** The place of a text in the page; the last one if `isLast`. */
export function placeOfText(exchange: HttpExchange, part: string, isLast = false): Mark {
  const bytes = exchange.turns.findLast(({ direction }) => direction === 'received')?.bytes ?? ''
  const wanted = Buffer.from(part).toString('latin1')
  const start = isLast ? bytes.lastIndexOf(wanted) : bytes.indexOf(wanted)
  return start === -1 || part === '' ? 'body' : { start, end: start + wanted.length }
}
