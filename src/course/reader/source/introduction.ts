// The first comment of a file as text for a page: it says what the file is for.

import { firstComment, ownersIn, type Owner } from '../../lessons/owner.ts'

export type Introduction = {
  /** The comment as Markdown, without its marks and the owner; '' for a file without one. */
  text: string
  owner: Owner | undefined
}

// No introduction is longer.
const longestComment = 5_000

/** Reads the first comment of a file in TypeScript, JavaScript, SQL or CSS. */
export function readIntroduction(text: string): Introduction {
  const start = text.slice(0, longestComment)
  const [owner] = ownersIn(start)
  const mark = owner === undefined ? '' : `Lesson: ${owner.lesson} (${owner.tier})`
  return { text: asMarkdown(commentOf(start).replace(mark, '')), owner }
}

function commentOf(text: string): string {
  const block = /^\/\*\s?([^]*?)\*\//.exec(text)?.[1]
  if (block !== undefined) return block.trim()
  return firstComment(text).split('\n').map((line) => line.replace(/^(?:\/\/|--) ?/, ''))
    .join('\n')
}

// Lines that are set in are an example.
function asMarkdown(comment: string): string {
  const blocks = comment.split(/\n[ \t]*\n/).filter((block) => block.trim() !== '')
  return blocks.map(blockOf).join('\n\n')
}

function blockOf(block: string): string {
  const lines = block.split('\n').filter((line) => line.trim() !== '')
  if (!lines.every((line) => line.startsWith('  '))) return lines.join('\n').trim()
  return ['```text', ...lines.map((line) => line.slice(2)), '```'].join('\n')
}
