// Compares two texts line by line, as `diff -u` does, so that the course can show changes on a
// machine without that program.

export type DiffLine = { sign: ' ' | '-' | '+'; text: string }

/** Lines that changed, with some lines around them. The positions count from 1. */
export type Hunk = { oldStart: number; newStart: number; lines: readonly DiffLine[] }

// The table below has a cell for each pair of lines: of larger texts everything counts as changed.
const mostCells = 4_000_000
const contextLines = 3

/** Gives the lines of both texts in one list: the same, removed, added. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const start = commonLength(before, after)
  const rest = [before.slice(start), after.slice(start)] as const
  const end = commonLength(rest[0].toReversed(), rest[1].toReversed())
  const middle = [rest[0].slice(0, rest[0].length - end), rest[1].slice(0, rest[1].length - end)]
  const [removed = [], added = []] = middle
  const isSmall = removed.length * added.length <= mostCells
  return [
    ...withSign(' ', before.slice(0, start)),
    ...isSmall
      ? walk(removed, added) : [...withSign('-', removed), ...withSign('+', added)],
    ...withSign(' ', before.slice(before.length - end)),
  ]
}

/** Puts changes that are close to each other into one hunk. */
export function hunksOf(lines: readonly DiffLine[]): Hunk[] {
  const hunks: { oldStart: number; newStart: number; lines: DiffLine[]; end: number }[] = []
  const positions = positionsOf(lines)
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const end = Math.min(lines.length, index + contextLines + 1)
    const last = hunks.at(-1)
    const begin = Math.max(0, index - contextLines)
    if (last !== undefined && begin <= last.end) {
      last.lines.push(...lines.slice(last.end, end))
      last.end = Math.max(last.end, end)
      continue
    }
    const { oldLine = 1, newLine = 1 } = positions[begin] ?? {}
    hunks.push({ oldStart: oldLine, newStart: newLine, lines: lines.slice(begin, end), end })
  }
  return hunks.map(({ oldStart, newStart, lines: shown }) => ({ oldStart, newStart, lines: shown }))
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((line, index) => line !== other[index])
  return different === -1 ? one.length : different
}

function withSign(sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }))
}

// `lengths` has, for each pair of positions, how many lines the rests of both texts share. Going
// along it from the start keeps as many lines as possible.
function walk(before: readonly string[], after: readonly string[]): DiffLine[] {
  const lengths = sharedLengths(before, after)
  const width = after.length + 1
  const lines: DiffLine[] = []
  let [old, fresh] = [0, 0]
  while (old < before.length || fresh < after.length) {
    const isSame = old < before.length && before[old] === after[fresh]
    const below = lengths[(old + 1) * width + fresh] ?? -1
    const right = lengths[old * width + fresh + 1] ?? -1
    if (isSame) lines.push({ sign: ' ', text: before[old] ?? '' })
    const isRemoved = !isSame && old < before.length && (fresh === after.length || below >= right)
    if (isRemoved) lines.push({ sign: '-', text: before[old] ?? '' })
    if (!isSame && !isRemoved) lines.push({ sign: '+', text: after[fresh] ?? '' })
    if (isSame || isRemoved) old += 1
    if (isSame || !isRemoved) fresh += 1
  }
  return lines
}

function sharedLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  for (let old = before.length - 1; old >= 0; old -= 1) {
    for (let fresh = after.length - 1; fresh >= 0; fresh -= 1) {
      const at = old * width + fresh
      const [below = 0, right = 0, both = 0] = [
        lengths[at + width], lengths[at + 1], lengths[at + width + 1]]
      lengths[at] = before[old] === after[fresh] ? both + 1 : Math.max(below, right)
    }
  }
  return lengths
}

// The line of the old and of the new text at each line of the list.
function positionsOf(lines: readonly DiffLine[]): { oldLine: number; newLine: number }[] {
  let [oldLine, newLine] = [1, 1]
  return lines.map(({ sign }) => {
    const position = { oldLine, newLine }
    if (sign !== '+') oldLine += 1
    if (sign !== '-') newLine += 1
    return position
  })
}
