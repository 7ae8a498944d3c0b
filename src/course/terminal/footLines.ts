// The foot of the screen: what was just said, how far the learner is, and which keys there are.

import { lessonKeys } from './keys.ts'
import { line, span, widthOf, wrap, type Line, type Span } from './layout.ts'
import { countPassed, type ScreenState, type Standing } from './view.ts'

/** Shows the notice, the progress and the keys. */
export function footLines(
  screen: ScreenState,
  standing: Standing,
  columns: number,
): readonly Line[] {
  const { notice } = screen
  const said = notice === undefined ? [] : wrap([span(` ${notice}`, 'title')], columns, ' ')
  const prompt = promptLines(screen, columns)
  return [...said, ruleLine(columns), progressLine(standing, columns), ...prompt]
}

/** Shows how many lessons are passed: `[#####----] 6/17`. */
export function progressLine({ states }: Standing, columns: number): Line {
  const passed = countPassed(states)
  const count = `${passed}/${states.length}`
  const width = Math.max(4, Math.min(40, columns - count.length - 5))
  const filled = states.length === 0 ? 0 : Math.floor((passed / states.length) * width)
  return line(
    ' [', span('#'.repeat(filled), 'good'), span('-'.repeat(width - filled), 'quiet'), `] ${count}`,
  )
}

/** A line across the screen. */
export function ruleLine(columns: number): Line {
  return line(span('─'.repeat(Math.max(0, columns)), 'quiet'))
}

function promptLines({ mode }: ScreenState, columns: number): readonly Line[] {
  if (mode === 'confirm-reset') {
    const question = ' Start this exercise over? Your files are kept as a backup.'
    const answers = keyRows([['y', 'yes'], ['n', 'no']], columns)
    return [...wrap([span(question, 'title')], columns, ' '), ...answers]
  }
  if (mode === 'list') {
    const keys = [['↑↓', 'choose'], ['Enter', 'open'], ['Esc', 'back'], ['a…z', 'search']] as const
    return keyRows(keys, columns)
  }
  if (mode !== 'lesson') return keyRows([['Esc', 'back']], columns)
  return keyRows(lessonKeys.map(({ key, word }) => [key, word]), columns)
}

type KeyWord = readonly [key: string, word: string]

// A key stays with its word.
function keyRows(keys: readonly KeyWord[], columns: number): readonly Line[] {
  const rows: Span[][] = [[]]
  let used = 0
  for (const [key, word] of keys) {
    const width = widthOf(`  ${key} ${word}`)
    if (used > 0 && used + width > columns) {
      rows.push([])
      used = 0
    }
    const gap = used === 0 ? ' ' : '  '
    rows.at(-1)?.push(span(gap), span(key, 'key'), span(` ${word}`, 'quiet'))
    used += width
  }
  return rows
}
