// Which lines of a text were replaced by which of another, as `diff` finds them: by the longest
// list of lines that both have in common.

/** The lines `start` to `end` of the older text became `lines`; either may be none. */
export type LineChange = { start: number; end: number; lines: readonly string[] }

// The table below has a number for each pair of lines.
const mostPairs = 4_000_000

/** Lists the changes from one text to another, in order. Very long texts are one change. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  if (before.length * after.length > mostPairs) {
    return [{ start: 0, end: before.length, lines: after }]
  }
  const common = commonLengths(before, after)
  const changes: LineChange[] = []
  let [start, from] = [0, 0]
  for (let [one, two] = [0, 0]; one <= before.length && two <= after.length;) {
    const isEnd = one === before.length && two === after.length
    if (isEnd || before[one] === after[two]) {
      if (start < one || from < two) {
        changes.push({ start, end: one, lines: after.slice(from, two) })
      }
      one += 1
      two += 1
      start = one
      from = two
      continue
    }
    const skipsOne = common(one + 1, two) >= common(one, two + 1)
    if (two === after.length || (one < before.length && skipsOne)) one += 1
    else two += 1
  }
  return changes
}

// How many lines the two texts have in common from there on.
function commonLengths(before: readonly string[], after: readonly string[]) {
  const width = after.length + 1
  const table = new Uint32Array((before.length + 1) * width)
  const at = (one: number, two: number): number => table[one * width + two] ?? 0
  for (let one = before.length - 1; one >= 0; one -= 1) {
    for (let two = after.length - 1; two >= 0; two -= 1) {
      table[one * width + two] = before[one] === after[two]
        ? at(one + 1, two + 1) + 1
        : Math.max(at(one + 1, two), at(one, two + 1))
    }
  }
  return at
}
