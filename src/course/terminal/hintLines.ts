// A hint as lines: a sentence, or code.

import type { Hint } from '../workshop/hints.ts'
import { inline } from './inline.ts'
import { line, makeVisible, span, wrap, type Line } from './layout.ts'

/** Shows a hint. */
export function hintLines({ level, text }: Hint, columns: number): readonly Line[] {
  const title = line(span(`Hint ${level} of 3`, 'title'))
  if (level === 3) return [title, ...codeLines(text, columns)]
  const rows = text.split('\n')
  return [title, ...rows.flatMap((row) => wrap([span('  '), ...inline(row)], columns, '  '))]
}

/** Shows code, with long lines continued. */
export function codeLines(code: string, columns: number): readonly Line[] {
  const rows = code.trimEnd().split('\n')
  return rows.flatMap((row) => wrap(line('  ', span(makeVisible(row), 'code')), columns, '    '))
}
