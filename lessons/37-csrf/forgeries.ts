// What other sites can make a browser send: what it says about the page that the request comes
// from, and which token the form has.

import type { Headers } from '../35-passwords/client.ts'
import type { Given } from './forms.ts'
import { ownHeaders, type CsrfTools, type Id } from './visits.ts'

/** Which token a forged form has. */
export type Token =
  | 'own' | 'none' | 'empty' | 'half' | 'changed' | 'other alphabet'
  /** That of the attacker, who has the same form; with a cookie of theirs, too. */
  | 'foreign' | 'foreign, with its cookie'
  /** The one that this browser got before the sign-in, or that another one of the user has. */
  | 'earlier' | 'elsewhere'

export type Forgery = {
  id: Id
  /** What the request is like, as the report says it: `with an empty token`. */
  what: string
  headers: Headers
  token: Token
}

/** A form on another site, which knows nothing but the names of the fields. */
export function plainForgery(tools: CsrfTools): Forgery {
  return {
    id: 'forged', what: 'from another site, without a token', token: 'none',
    headers: crossSite(`https://${tools.fresh.word()}.evil.example`),
  }
}

/** Forms with the token of their page, which come from other pages. The first is the plainest. */
export function originForgeries(tools: CsrfTools): readonly Forgery[] {
  const { fresh, port } = tools
  const [own, word] = [`http://localhost:${port}`, fresh.word()]
  const evil = `https://${word}.evil.example`
  const sibling = `http://localhost:${port === 65_535 ? port - 1 : port + 1}`
  const forge = (id: Id, what: string, headers: Headers): Forgery =>
    ({ id, what, headers, token: 'own' })
  const inOldBrowser = (id: Id, origin: string) =>
    forge(id, `from ${origin}, in an old browser`, [['Origin', origin]])
  return [
    forge('origin-unchecked', 'from another site', crossSite(evil)),
    inOldBrowser('origin-unchecked', evil),
    forge('origin-unchecked', 'from a browser that says nothing about the page', []),
    forge('same-site-alone', 'from another port of the same host', [
      ['Origin', sibling], ['Sec-Fetch-Site', 'same-site'],
    ]),
    forge('null-origin-trusted', 'from a sandboxed frame', crossSite('null')),
    inOldBrowser('null-origin-trusted', 'null'),
    inOldBrowser('origin-prefix', `http://${word}localhost:${port}`),
    inOldBrowser('origin-prefix', sibling),
    // A page can't send the Referer of another one, but it can have any URL.
    forge('referer-trusted', 'from a URL with ours in it', [
      ['Origin', evil], ['Referer', `${evil}/?${own}/`],
    ]),
  ]
}

/** Forms that seem to come from our own page, without its token. */
export function tokenForgeries(tools: CsrfTools): readonly Forgery[] {
  const forge = (id: Id, what: string, token: Token): Forgery =>
    ({ id, what, headers: ownHeaders(tools), token })
  return [
    forge('token-not-needed', 'without a token', 'none'),
    forge('token-not-needed', 'with an empty token', 'empty'),
    forge('token-not-needed', 'with half of its token', 'half'),
    forge('token-not-needed', 'with another token', 'changed'),
    forge('token-not-needed', 'with a token in another alphabet', 'other alphabet'),
    forge('token-not-bound', "with the attacker's token", 'foreign'),
    forge('token-not-bound', "with the attacker's token, and a cookie of theirs",
      'foreign, with its cookie'),
    forge('token-not-bound', 'with a token from before the sign-in', 'earlier'),
    forge('token-not-bound', "with a token of the same user's other session", 'elsewhere'),
  ]
}

/** Picks one forgery of each kind: the first, for those that only differ a little. */
export function firstOfEach(forgeries: readonly Forgery[]): readonly Forgery[] {
  return forgeries.filter(({ id }, index) =>
    forgeries.findIndex((other) => other.id === id) === index)
}

/** Spoils what a page put into a form. */
export function spoil({ hidden, query }: Given, token: Token): Given {
  const change = (to: (value: string) => string): Given => {
    const [one, two] = [hidden, query].map((fields) =>
      fields.map(([name, value]) => [name, to(value)] as const))
    return { hidden: one ?? [], query: two ?? [] }
  }
  if (token === 'empty') return change(() => '')
  if (token === 'half') return change((value) => value.slice(0, Math.ceil(value.length / 2)))
  if (token === 'changed') return change((value) => value.replace(/./g, otherLetter))
  if (token === 'other alphabet') return change((value) => `\u00eb${value.slice(1, -1)}\u00eb`)
  return { hidden, query }
}

// Of the same kind, so that nothing is wrong with the token but its value.
function otherLetter(letter: string): string {
  if (/\d/.test(letter)) return String((Number(letter) + 1) % 10)
  if (/[a-z]/i.test(letter)) return /a/i.test(letter) ? 'b' : 'a'
  return letter
}

function crossSite(origin: string): Headers {
  return [
    ['Origin', origin], ['Sec-Fetch-Site', 'cross-site'], ['Sec-Fetch-Mode', 'navigate'],
    ['Sec-Fetch-Dest', 'document'],
  ]
}
