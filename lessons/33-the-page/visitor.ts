// A visitor with a browser: keeps its cookies, reads the page and its form, and submits the form.

import type { Evidence, Tools } from '../../src/course/check/check.ts'
import { CookieJar } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml, type Element, type Page } from '../19-html-without-xss/readHtml.ts'
import { shorten } from '../29-create-and-redirect/expectations.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type PageTools = Tools<Id>

/** What is typed. Fields that aren't named are left empty. */
export type Typed = { target?: string; slug?: string; visitLimit?: string; note?: string }

export type Form = { hidden: readonly (readonly [string, string])[]; fields: ReadonlySet<string> }

/** A page as it came, and as it's read. */
export type Shown = { exchange: HttpExchange; page: Page; form: Form }

const visibleFields = ['target', 'slug', 'visitLimit', 'note'] as const

const urlencoded = ['Content-Type', 'application/x-www-form-urlencoded'] as const

export class Visitor {
  readonly jar = new CookieJar()
  readonly #tools: PageTools
  /** A cookie that another program has set. */
  readonly #foreign: string | undefined

  constructor(tools: PageTools, foreign?: string) {
    this.#tools = tools
    this.#foreign = foreign
  }

  /** Gets the page, as a browser does. Fails unless it's HTML with the form. */
  async open(): Promise<Shown> {
    const { send, fail } = this.#tools
    const exchange = await send({ target: '/', headers: this.#cookies() })
    const { answer } = exchange
    this.jar.keep(answer.headers('set-cookie'), '/')
    if (answer.status !== 200) {
      return fail('no-page', { exchange, mark: 'status', expected: '200 for GET /' })
    }
    const type = answer.header('content-type') ?? ''
    if (!/^text\/html\s*;\s*charset="?utf-8"?\s*$/i.test(type)) {
      return fail('no-page', {
        exchange, mark: 'header content-type', expected: 'Content-Type: text/html; charset=utf-8',
        actual: type || 'no Content-Type',
      })
    }
    return this.read(exchange)
  }

  /** Reads a response as a page. Fails unless it has the form. */
  read(exchange: HttpExchange): Shown {
    const page = readHtml(exchange.answer.text)
    const form = formOf(page.elements)
    const missing = visibleFields.find((name) => !form?.fields.has(name))
    if (form !== undefined && missing === undefined) return { exchange, page, form }
    return this.#tools.fail('no-form', {
      exchange, mark: 'body',
      expected: `a <form method="post" action="/links"> with ${visibleFields.join(', ')}`,
      actual: form === undefined ? 'there is no such form' : `it has no field ${missing}`,
    })
  }

  /** Sends the form of a page, with other hidden fields if they are given. */
  submit({ form }: Pick<Shown, 'form'>, typed: Typed, hidden = form.hidden): Promise<HttpExchange> {
    const fields = [...hidden, ...visibleFields.map((name) => [name, typed[name] ?? ''] as const)]
    const { send, port } = this.#tools
    return send({
      method: 'POST', target: '/links',
      body: String(new URLSearchParams(fields.map(([...field]) => field))),
      headers: [
        urlencoded, ['Origin', `http://localhost:${port}`], ['Sec-Fetch-Site', 'same-origin'],
        ...this.#cookies(),
      ],
    })
  }

  /** Makes a link with the form, and gives the page that shows it. */
  async make(shown: Shown, typed: Typed): Promise<Shown> {
    const exchange = await this.submit(shown, typed)
    const { status } = exchange.answer
    this.jar.keep(exchange.answer.headers('set-cookie'), '/links')
    const location = exchange.answer.header('location') ?? ''
    const origin = `http://localhost:${this.#tools.port}`
    if (status === 303 && URL.parse(location, origin)?.pathname === '/') return this.open()
    return this.#tools.fail(status < 400 ? 'form-not-redirected' : 'form-refused', {
      exchange, mark: status === 303 ? 'header location' : 'status',
      expected: `303, and Location: / for ${describeTyped(typed)}`,
      actual: `${status}, and ${location || 'no Location'}`,
    })
  }

  #cookies(): [string, string][] {
    const pairs = [this.#foreign, this.jar.header('/')].filter((each) => each !== undefined)
    return pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')]]
  }
}

/** The evidence for a refusal that stored something: its status wasn't the mistake. */
export function storedAfter({ exchange, expected, actual }: Evidence): Evidence {
  return {
    exchange, expected: `${expected ?? 'a refusal'}, and the same rows as before`,
    actual: `${actual ?? 'a refusal'}, and other rows`,
  }
}

/** What was typed, without the empty fields. Long texts are cut: their length says more. */
function describeTyped(typed: Typed): string {
  const fields = Object.entries(typed).filter(([, text]) => text !== '')
  return fields.map(([name, text]) => `${name} ${shorten(text)}`).join(', ')
}

/** What a person can read: the texts, and what is in fields and links. Spaces are one space. */
function textsOf({ texts, elements }: Page): readonly string[] {
  const values = elements.flatMap(({ attributes }) =>
    ['value', 'href'].flatMap((name) => attributes.get(name) ?? []))
  return [texts.join(''), ...texts, ...values].map((text) => text.replace(/\s+/g, ' '))
}

export function shows(page: Page, text: string): boolean {
  return textsOf(page).some((each) => each.includes(text.replace(/\s+/g, ' ')))
}

// The fields between the form and the next one.
function formOf(elements: readonly Element[]): Form | undefined {
  const start = elements.findIndex(({ name, attributes }) => name === 'form'
    && attributes.get('method')?.toLowerCase() === 'post'
    && /^(?:https?:\/\/[^/]*)?\/links$/.test(attributes.get('action') ?? ''))
  if (start === -1) return undefined
  const rest = elements.slice(start + 1)
  const end = rest.findIndex(({ name }) => name === 'form')
  const inputs = rest.slice(0, end === -1 ? undefined : end)
    .filter(({ name }) => name === 'input' || name === 'textarea')
    .map(({ attributes }) => attributes)
  return {
    hidden: inputs.filter((each) => each.get('type')?.toLowerCase() === 'hidden')
      .map((each) => [each.get('name') ?? '', each.get('value') ?? '']),
    fields: new Set(inputs.map((each) => each.get('name') ?? '')),
  }
}
