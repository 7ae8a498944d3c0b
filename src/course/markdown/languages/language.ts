// The form in which the languages are described for colouring: rules for each state of the text,
// such as inside a template string. The first rule that matches at a place wins.

export type TokenKind =
  | 'comment' | 'string' | 'number' | 'keyword' | 'type' | 'function' | 'property' | 'operator'
  | 'punctuation' | 'variable' | 'tag' | 'prompt'

/**
 * A rule takes text that its sticky pattern finds. Then it may enter another state, until a rule
 * that says `leave`. A pattern takes at least one character, and one that can fail after much text
 * has a limit, such as `{0,80}`: so colouring takes time in proportion to the text.
 */
export type Rule = readonly [kind: TokenKind | undefined, pattern: RegExp, next?: 'leave' | Enter]

type Enter = { enter: string }

/** The rules of each state; a text begins in `start`. */
export type Language = Readonly<Record<'start', readonly Rule[]> & Record<string, readonly Rule[]>>

/** Makes a pattern of whole words. */
export function words(text: string, flags = 'y'): RegExp {
  return new RegExp(`\\b(?:${text.trim().split(/\s+/).join('|')})\\b`, flags)
}
