// A shell command over several lines that can be copied and pasted as they are: at the left edge,
// with a backslash at the end of each line that goes on.

import { span, type Line } from './layout.ts'

/** Breaks a command between words, or within a long one, into lines of at most so many columns. */
export function commandLines(command: string, columns: number): readonly Line[] {
  const rows = ['']
  // Without a quote, a space and a backslash at the end.
  const width = Math.max(12, columns - 3)
  for (const word of command.match(wordPattern) ?? []) {
    const row = rows.at(-1) ?? ''
    if (row === '') addWord(rows, word, width)
    else if (row.length + 1 + word.length <= width) addWord(rows, ` ${word}`, width)
    else {
      addText(rows, ' \\')
      rows.push('')
      addWord(rows, word, width)
    }
  }
  return rows.map((row) => [span(row, 'code')])
}

// A word with its quotes: '…' as it is, and $'…' with escapes.
const wordPattern = /(?:\$'(?:[^'\\]|\\[^])*'|'[^']*'|\\[^]|[^\s'\\])+/g

type Quote = '' | "'" | "$'"

function addWord(rows: string[], word: string, width: number): void {
  let quote: Quote = ''
  for (const unit of word.match(/\$'|\\x[0-9a-f]{2}|\\[^]|[^]/g) ?? []) {
    const row = rows.at(-1) ?? ''
    const isQuote = unit === "'" || unit === "$'"
    if (row.length + unit.length > width && !(isQuote && quote !== '')) {
      // Between two quotes, a backslash and the end of the line are nothing at all.
      addText(rows, quote === '' ? '\\' : "'\\")
      rows.push(quote)
    }
    if (unit === '\n') rows.push('')
    else addText(rows, unit)
    if (isQuote) quote = quote === '' ? unit : ''
  }
}

function addText(rows: string[], text: string): void {
  rows.push(`${rows.pop() ?? ''}${text}`)
}
