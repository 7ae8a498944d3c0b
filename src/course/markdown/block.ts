// What a Markdown text consists of: headings, paragraphs, code, lists and so on.

export type Alignment = 'left' | 'center' | 'right' | undefined

export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'picture'; alt: string; source: string }
  | { kind: 'code'; info: string; text: string }
  | { kind: 'list'; start: number | undefined; items: readonly (readonly Block[])[] }
  | { kind: 'quote'; alert: string | undefined; blocks: readonly Block[] }
  | TableBlock
  | { kind: 'details'; summary: string; blocks: readonly Block[] }
  | { kind: 'rule' }

type TableBlock = {
  kind: 'table'
  alignments: readonly Alignment[]
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** A block that begins at a line, and the number of the line after it. */
export type Found = { block: Block; next: number }

/** Reads the lines inside a block, such as those of a quote. */
export type ReadInside = (lines: readonly string[]) => readonly Block[]

export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === ''
}
