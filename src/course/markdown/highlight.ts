// Colours code on the server: each word of the language gets a class, and the page needs no script.

import { html, type Html } from '../../http/html.ts'
import { patternsOf, type Pattern, type TokenKind } from './languages.ts'

type Token = { kind: TokenKind | undefined; text: string }

/** Renders code with a span of the class `tok-…` around each word that means something. */
export function highlightCode(code: string, language: string): Html {
  const patterns = patternsOf(language)
  if (patterns === undefined) return html`${code}`
  const parts = tokensOf(code, patterns)
    .map(({ kind, text }) => kind === undefined ? text : html`<span class="tok-${kind}">${text}</span>`)
  return html`${parts}`
}

function tokensOf(code: string, patterns: readonly Pattern[]): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < code.length) {
    const { kind, text } = tokenAt(code, at, patterns)
    const last = tokens.at(-1)
    if (last !== undefined && last.kind === kind) last.text += text
    else tokens.push({ kind, text })
    at += text.length
  }
  return tokens
}

function tokenAt(code: string, at: number, patterns: readonly Pattern[]): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(code)?.[0]
    if (text) return { kind, text }
  }
  return { kind: undefined, text: code.charAt(at) }
}
