// The first comment of a file: it says what the file is for, and which lesson owns it.

export type Tier = 'core' | 'tour' | 'appendix'

export type Owner = { lesson: string; tier: Tier }

export type Introduction = {
  /** The comment as Markdown, without its marks and the owner; '' for a file without one. */
  text: string
  owner: Owner | undefined
}

const longestComment = 5_000

const ownerPattern = /\bLesson: ([a-z]+(?:-[a-z]+)*) \((core|tour|appendix)\)\.?/

/** Reads the first comment of a file in TypeScript, JavaScript, SQL or CSS. */
export function readIntroduction(text: string): Introduction {
  const comment = firstComment(text.slice(0, longestComment))
  return { text: asMarkdown(comment.replace(ownerPattern, '')), owner: readOwner(comment) }
}

/** Finds the owner that a comment names. */
export function readOwner(comment: string): Owner | undefined {
  const [, lesson, tier] = ownerPattern.exec(comment) ?? []
  if (lesson === undefined || !isTier(tier)) return undefined
  return { lesson, tier }
}

function isTier(text: string | undefined): text is Tier {
  return text === 'core' || text === 'tour' || text === 'appendix'
}

function firstComment(text: string): string {
  const block = /^\/\*\s?([^]*?)\*\//.exec(text)?.[1]
  if (block !== undefined) return block.trim()
  const mark = text.startsWith('--') ? '--' : '//'
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith(mark))
  const comment = lines.slice(0, end === -1 ? lines.length : end)
  return comment.map((line) => line.slice(mark.length).replace(/^ /, '')).join('\n')
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
