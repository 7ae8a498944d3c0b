// Code as lines: each is an element of its own, so that a long one can go on below its beginning,
// be numbered, and be linked to. Names in it may lead to where they are declared.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import { readTokens, type Token } from './highlight.ts'

/** A stretch of the code that leads somewhere. */
export type CodeLink = { start: number; end: number; address: string }

export type CodeLine = {
  content: Html
  /** How far it's set in, by the class of the stylesheet: `in-4`. */
  indentation: string
  hasComment: boolean
}

// The stylesheet has a class for each even number up to this one.
const deepestIndentation = 20

/** Takes code apart into coloured lines. Links are in order and don't overlap. */
export function codeLines(
  code: string, language: string, links: readonly CodeLink[] = [],
): readonly CodeLine[] {
  const lines: { pieces: HtmlValue[]; hasComment: boolean }[] = [newLine()]
  for (const { kind, text, address } of cutAtLinks(readTokens(code, language), links)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push(newLine())
      const line = lines.at(-1)
      if (part === '' || line === undefined) continue
      line.pieces.push(address === undefined
        ? coloured(kind, part)
        : html`<a href="${address}">${coloured(kind, part)}</a>`)
      if (kind === 'comment') line.hasComment = true
    }
  }
  const texts = code.split('\n')
  return lines.map(({ pieces, hasComment }, index) => ({
    content: html`${pieces}`, hasComment, indentation: indentationOf(texts[index] ?? ''),
  }))
}

/** Renders lines without numbers. */
export function renderLines(lines: readonly CodeLine[]): Html {
  return html`${lines.map(({ content, ...line }, index) => html`<span class="${
    classOf(line)}">${content}${index < lines.length - 1 && '\n'}</span>`)}`
}

/** Gives the classes of a line: a comment is never cut off. */
export function classOf({ indentation, hasComment }: Omit<CodeLine, 'content'>): string {
  return ['line', indentation, hasComment ? 'remark' : ''].filter((name) => name !== '').join(' ')
}

function newLine(): { pieces: HtmlValue[]; hasComment: boolean } {
  return { pieces: [], hasComment: false }
}

function coloured(kind: Token['kind'], text: string): HtmlValue {
  return kind === undefined ? text : html`<span class="tok-${kind}">${text}</span>`
}

type Piece = Token & { address?: string | undefined }

function cutAtLinks(tokens: readonly Token[], links: readonly CodeLink[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let next = 0
  for (const { kind, text } of tokens) {
    const end = at + text.length
    for (let from = at; from < end;) {
      while ((links[next]?.end ?? Infinity) <= from) next += 1
      const link = links[next]
      const isLinked = link !== undefined && link.start <= from
      const until = Math.min(end, (isLinked ? link.end : link?.start) ?? end)
      pieces.push({
        kind, text: text.slice(from - at, until - at), address: isLinked ? link.address : undefined,
      })
      from = until
    }
    at = end
  }
  return pieces
}

function indentationOf(text: string): string {
  const width = text.length - text.trimStart().length
  const step = Math.min(deepestIndentation, width - width % 2)
  return step === 0 ? '' : `in-${step}`
}
