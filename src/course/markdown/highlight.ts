// Colours code on the server: each word of the language gets a class, and the page needs no script.

import { html, type Html } from '../../http/html.ts'
import { languageOf } from './languages.ts'
import type { Language, Rule, TokenKind } from './languages/language.ts'

export type Token = { kind: TokenKind | undefined; text: string }

/** Renders code with a span of the class `tok-…` around each word that means something. */
export function highlightCode(code: string, language: string): Html {
  return html`${readTokens(code, language).map(({ kind, text }) =>
    kind === undefined ? text : html`<span class="tok-${kind}">${text}</span>`)}`
}

/** Takes code apart into words of one kind. A language that isn't known has no kinds. */
export function readTokens(code: string, language: string): readonly Token[] {
  const rules = languageOf(language, code)
  return rules === undefined ? [{ kind: undefined, text: code }] : tokensOf(code, rules)
}

// Neighbours of one kind become one token.
function tokensOf(code: string, language: Language): Token[] {
  const tokens: Token[] = []
  // A brace too many closes nothing: without a state the text is at its start.
  const states: (readonly Rule[])[] = []
  let at = 0
  while (at < code.length) {
    const { kind, text, next } = readToken(code, at, states.at(-1) ?? language.start)
    const last = tokens.at(-1)
    if (last !== undefined && last.kind === kind) last.text += text
    else tokens.push({ kind, text })
    if (next === 'leave') states.pop()
    else if (next !== undefined) states.push(language[next.enter] ?? language.start)
    at += text.length
  }
  return tokens
}

function readToken(code: string, at: number, rules: readonly Rule[]) {
  for (const [kind, pattern, next] of rules) {
    pattern.lastIndex = at
    const text = pattern.exec(code)?.[0]
    if (text) return { kind, text, next }
  }
  return { kind: undefined, text: code.charAt(at), next: undefined }
}
