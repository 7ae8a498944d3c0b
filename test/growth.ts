// Measures whether a parser takes time in proportion to the length of its text. It counts processor
// time of this thread, so a busy machine changes little; and it begins with short texts, so that a
// parser which fails the test doesn't take hours to do so.

const kilobyte = 1024

// Three times as much as in proportion is still called linear: clearing memory comes in steps.
const slack = 3
// Some systems count processor time in steps of 10 ms, and a runtime that compiles or clears memory
// pauses for a while. What takes less than this takes no time.
const leastMicroseconds = 50_000
const tries = 3

export type Parse = (text: string) => unknown

export type Growth = {
  parse: Parse
  textOf: (length: number) => string
  /** From short to long, in KiB; each is compared with the one before. */
  kilobytes: readonly number[]
}

/** Repeats a piece up to a length. */
export function fill(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length))
}

/** Says what took too long, undefined when the time grows no faster than the length. */
export async function findGrowth(
  { parse, textOf, kilobytes }: Growth,
): Promise<string | undefined> {
  const lengths = kilobytes.map((count) => count * kilobyte)
  for (const [index, length] of lengths.slice(1).entries()) {
    const shorter = lengths[index] ?? length
    const step = { parse, shorter: textOf(shorter), text: textOf(length), ratio: length / shorter }
    const problem = await findProblem(step)
    if (problem !== undefined) return `${problem} for ${length} characters`
  }
  return undefined
}

type Step = { parse: Parse; shorter: string; text: string; ratio: number }

// The shorter text is read as often as it takes to read as many characters: two times that are
// about the same can be compared, however coarse the clock.
async function findProblem({ parse, shorter, text, ratio }: Step): Promise<string | undefined> {
  let spent = Infinity
  let expected = 0
  for (let count = 0; count < tries; count += 1) {
    spent = Math.min(spent, await work(parse, text, 1))
    if (spent <= leastMicroseconds) return undefined
    expected = Math.max(expected, await work(parse, shorter, Math.ceil(ratio)))
    const limit = slack * Math.max(expected, leastMicroseconds)
    if (spent <= limit) return undefined
    if (spent > 2 * limit) break
  }
  return `${spent} µs instead of ${expected} µs`
}

// A refusal is as good as a result.
async function work(parse: Parse, text: string, times: number): Promise<number> {
  const before = process.threadCpuUsage()
  for (let count = 0; count < times; count += 1) {
    try {
      await parse(text)
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
  }
  const { user, system } = process.threadCpuUsage(before)
  return user + system
}
