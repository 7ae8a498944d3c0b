// Transcripts in lesson texts: commands after `$`, each followed by what it printed. A test runs
// them and compares; here is how one is read, and what counts as the same output.
//
//   ```console examples/slow.ts
//   $ curl -i localhost:3002/books \
//       -H 'Accept: text/html'
//   HTTP/1.1 200 OK
//   …
//   <h1>Books</h1>
//   ```
//
// A line `…` stands for any lines, also for none.

export type Command = {
  /** The line of the transcript where it begins, from 1. */
  line: number
  /** As it was written, in one line. */
  text: string
  words: readonly string[]
  /** The lines that the text shows after it. */
  output: readonly string[]
}

/** The port that texts name: the one of `npm run learn -- try`. */
export const textPort = 3_002

const omission = '…'

/** Reads a transcript. Throws an Error that names the line that isn't one. */
export function parseTranscript(body: string): readonly Command[] {
  const lines = body.split(/\r?\n/)
  const commands: Command[] = []
  for (let index = 0; index < lines.length;) {
    if (lines[index]?.startsWith('$ ') !== true) {
      throw new Error(`Line ${index + 1}: A transcript begins with a command, such as $ curl …`)
    }
    const last = endOfCommand(lines, index)
    const next = lines.findIndex((line, other) => other > last && line.startsWith('$ '))
    const end = next === -1 ? lines.length : next
    const text = lines.slice(index, last + 1).join('\n').slice(2)
    commands.push({
      line: index + 1,
      text: text.replaceAll(/\s*\\\n\s*/g, ' '),
      words: wordsAt(text, index + 1),
      output: withoutLastBlanks(lines.slice(last + 1, end)),
    })
    index = end
  }
  return commands
}

function endOfCommand(lines: readonly string[], start: number): number {
  let last = start
  while (isUnfinished(lines.slice(start, last + 1).join('\n')) && last + 1 < lines.length) last += 1
  return last
}

// A backslash at the end, or a quote that isn't closed yet.
function isUnfinished(text: string): boolean {
  return /['"\\]/.test(text.replaceAll(/'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]/g, ''))
}

function wordsAt(text: string, line: number): readonly string[] {
  try {
    const words = splitWords(text)
    if (words[0] === 'curl') return words
    throw new Error(`Only curl is run, and this is ${words[0] ?? 'nothing'}`)
  } catch (error) {
    throw new Error(`Line ${line}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

// One piece of a word: in single quotes, in double quotes, an escaped character, or plain.
const piece = /'([^']*)'|"((?:[^"\\$`]|\\[^])*)"|\\([^])|([^\s'"\\|&;<>()$`*?#~]+)/y

/**
 * Splits a command as a POSIX shell does (Shell Command Language, 2.2): quotes, backslashes and
 * continued lines. Throws for what needs a shell, such as a pipe or a variable.
 */
export function splitWords(command: string): readonly string[] {
  const text = command.replaceAll('\\\n', '')
  const words: string[] = []
  let word: string | undefined
  for (let index = 0; index < text.length;) {
    const space = /\s+/y
    space.lastIndex = index
    if (space.test(text)) {
      if (word !== undefined) words.push(word)
      word = undefined
      index = space.lastIndex
      continue
    }
    piece.lastIndex = index
    const found = piece.exec(text)
    if (found === null) throw new Error(`This needs a shell: ${text.slice(index, index + 20)}`)
    const [, single, double, escaped, plain] = found
    const part = single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? ''
    word = (word ?? '') + part
    index = piece.lastIndex
  }
  return word === undefined ? words : [...words, word]
}

/** Writes what a run printed as a text would show it: with the text's port, without CR. */
export function normalizeOutput(output: string, port: number): readonly string[] {
  const text = output.replaceAll('\r\n', '\n')
    .replaceAll(`localhost:${port}`, `localhost:${textPort}`)
    .replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${textPort}`)
    .replaceAll(` port ${port}`, ` port ${textPort}`)
  return withoutLastBlanks(text.split('\n'))
}

// What differs from run to run, or from curl to curl.
const masks: readonly (readonly [RegExp, string])[] = [
  [/^((?:< )?(?:date|keep-alive): ).*$/i, '$1*'],
  [/\bcurl\/\d[\w.-]*/g, 'curl/*'],
  [/\bafter \d+ (ms|milliseconds)\b/g, 'after * $1'],
]

function mask(line: string): string {
  return masks.reduce((text, [pattern, shown]) => text.replace(pattern, shown), line.trimEnd())
}

/** Says how the output differs from what the text shows; undefined when it doesn't. */
export function difference(
  shown: readonly string[],
  printed: readonly string[],
): string | undefined {
  const parts = splitAtOmissions(shown.map(mask))
  const lines = printed.map(mask)
  let from = 0
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const start = isLast && index > 0 ? Math.max(from, lines.length - part.length) : from
    const found = index === 0 || isLast
      ? isAt(lines, part, start) ? start : -1
      : lines.findIndex((_, place) => place >= from && isAt(lines, part, place))
    if (found === -1) return explain(part, lines.slice(start))
    from = found + part.length
  }
  const isWhole = parts.length > 1 || from === lines.length
  return isWhole ? undefined : explain([], lines.slice(from))
}

function splitAtOmissions(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]]
  for (const line of lines) {
    if (line.trim() === omission) parts.push([])
    else parts.at(-1)?.push(line)
  }
  return parts
}

function isAt(lines: readonly string[], part: readonly string[], start: number): boolean {
  return part.every((line, index) => lines[start + index] === line)
}

// Names the first line that differs, when the two begin alike; else both as a whole.
function explain(part: readonly string[], lines: readonly string[]): string {
  const index = part.findIndex((line, place) => lines[place] !== line)
  if (index === -1) return `The text lacks:  ${lines[part.length] ?? ''}`
  return `The text shows:  ${part[index]}\nThe run printed: ${lines[index] ?? '(nothing more)'}`
}

function withoutLastBlanks(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return lines.slice(0, last + 1)
}
