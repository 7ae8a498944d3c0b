// The two kinds of clients that the app has: a browser, which keeps cookies and fills in forms, and
// a program, which sends JSON with the edit key that it was given.

import { pick } from './pick.ts'
import type { TestApp, TestReply } from './testApp.ts'

export type Fields = Record<string, string>

export type Browser = {
  cookies: Map<string, string>
  /** Follows a link of our own page. */
  get(path: string, headers?: Fields): Promise<TestReply>
  /** Sends a form with these fields and no others. */
  post(path: string, fields: Fields, headers?: Fields): Promise<TestReply>
  /** Fills in the form of the last page that leads to this address, hidden fields included. */
  submit(action: string, fields?: Fields): Promise<TestReply>
  /** Calls the API with fetch. */
  send(method: string, path: string, body: unknown): Promise<TestReply>
}

/** Makes a browser without cookies. */
export function openBrowser(site: TestApp): Browser {
  const cookies = new Map<string, string>()
  let page = ''
  const ask = async (method: string, path: string, init: { headers: Fields; body?: string }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie && { cookie }), 'sec-fetch-site': 'same-origin', ...init.headers }
    const reply = await site.request(method, path, { ...init, headers })
    for (const line of [reply.headers['set-cookie'] ?? []].flat()) keep(cookies, line)
    if (String(reply.headers['content-type']).startsWith('text/html')) page = reply.text
    return reply
  }
  const post = (path: string, fields: Fields, headers: Fields = {}) => ask('POST', path, {
    headers: {
      accept: browserAccept, origin: site.publicOrigin, 'content-type': formType, ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  })
  return {
    cookies,
    get: (path, headers = {}) =>
      ask('GET', path, { headers: { accept: browserAccept, ...headers } }),
    post,
    submit: (action, fields = {}) => post(action, { ...readForm(page, action), ...fields }),
    send: (method, path, body) => ask(method, path, {
      headers: { accept: '*/*', origin: site.publicOrigin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }
}

export type Program = {
  /** The edit key; kept from the first reply that brings one. */
  key: string | undefined
  send(method: string, path: string, body?: unknown, headers?: Fields): Promise<TestReply>
}

/** Makes a program without a key. */
export function openProgram(site: TestApp): Program {
  const program: Program = {
    key: undefined,
    async send(method, path, body, headers = {}) {
      const { key } = program
      const isText = typeof body === 'string'
      const reply = await site.request(method, path, {
        headers: {
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
      })
      const isJson = String(reply.headers['content-type']).startsWith('application/json')
      const given = isJson ? pick(reply.json(), 'editKey') : undefined
      if (typeof given === 'string') program.key = given
      return reply
    },
  }
  return program
}

/** Reads what a form would send if nobody touched it. Throws when the page has no such form. */
export function readForm(page: string, action: string): Fields {
  for (const [, tag = '', content = ''] of page.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)) {
    if (attribute(tag, 'action') !== action) continue
    return Object.fromEntries([...content.matchAll(/<input\b([^>]*)>/g)]
      .filter(([, input = '']) => isSent(input))
      .map(([, input = '']) => [attribute(input, 'name'), attribute(input, 'value')]))
  }
  throw new Error(`The page has no form that leads to ${action}`)
}

/** Turns text of a page back into what it stands for. */
export function unescapeHtml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

export const browserAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

const formType = 'application/x-www-form-urlencoded'

// Boxes that are not ticked are left out.
function isSent(input: string): boolean {
  return attribute(input, 'type') !== 'checkbox' || /\schecked\b/.test(input)
}

function attribute(tag: string, name: string): string {
  return unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const equals = pair.indexOf('=')
  if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, equals))
  else cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
}
