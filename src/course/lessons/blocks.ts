// A lesson's Markdown as a list of blocks, in the detail that the tests of its text need.

type BlockKind =
  'prose' | 'heading' | 'list' | 'quote' | 'code' | 'table' | 'picture' | 'fold'

export type Block = {
  kind: BlockKind
  /** Its lines without the marks of the kind, joined by spaces; of code, as they are. */
  text: string
  /** The line where it begins, counted from 1. */
  line: number
}

const fence = /^\s*(`{3,}|~{3,})/

/** Takes a text apart. Each point of a list is a block of its own. */
export function readBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  let isInParagraph = false
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const marker = fence.exec(line)?.[1]
    if (marker !== undefined) {
      const end = lines.findIndex((each, other) => other > index && each.trim().startsWith(marker))
      const last = end === -1 ? lines.length : end
      blocks.push({ kind: 'code', text: lines.slice(index + 1, last).join('\n'), line: index + 1 })
      index = last
      isInParagraph = false
      continue
    }
    const { kind, text } = readLine(line)
    const previous = blocks.at(-1)
    const goesOn = isInParagraph && kind === 'prose' || kind === 'quote' && previous?.kind === kind
    if (line.trim() !== '' && goesOn && previous !== undefined) previous.text += ` ${text}`
    else if (line.trim() !== '') blocks.push({ kind, text, line: index + 1 })
    isInParagraph = line.trim() !== '' && ['prose', 'list', 'quote'].includes(kind)
  }
  return blocks
}

function readLine(line: string): { kind: BlockKind; text: string } {
  const text = line.trim()
  const heading = /^#{1,6} +(.*?)(?: +#+)?$/.exec(text)
  if (heading !== null) return { kind: 'heading', text: heading[1] ?? '' }
  if (/^!\[[^\]]*\]\([^)]*\)$/.test(text)) return { kind: 'picture', text }
  if (/^<\/?(?:details|summary)\b/.test(text)) {
    return { kind: 'fold', text: text.replaceAll(/<[^>]*>/g, '') }
  }
  if (text.startsWith('|')) return { kind: 'table', text }
  const point = /^(?:[-*+]|\d{1,3}[.)]) +(.*)$/.exec(text)
  if (point !== null) return { kind: 'list', text: point[1] ?? '' }
  const quote = /^> ?(?:\[!\w+\])?(.*)$/.exec(text)
  return quote === null ? { kind: 'prose', text } : { kind: 'quote', text: quote[1]?.trim() ?? '' }
}
