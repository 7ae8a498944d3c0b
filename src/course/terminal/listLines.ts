// The list of all lessons, with what was typed to find one.

import { fit, line, lineWidth, span, type Line } from './layout.ts'
import { standingOf } from './standing.ts'
import { filterStates, type ScreenState, type Size, type Standing } from './view.ts'

/** Shows the part of the list around the chosen lesson that fits into the rows. */
export function listLines(screen: ScreenState, standing: Standing, size: Size): readonly Line[] {
  const found = filterStates(standing.states, screen.filter)
  const search = line(' Search: ', span(screen.filter, 'title'), span('▏', 'key'))
  if (found.length === 0) return [search, line(), line(span('  No lesson matches', 'quiet'))]
  const rows = Math.max(1, size.rows - 2)
  const start = Math.max(0, Math.min(screen.chosen - Math.floor(rows / 2), found.length - rows))
  const shown = found.slice(start, start + rows).map((state, index): Line => {
    const [sign, word] = standingOf(state)
    const isChosen = start + index === screen.chosen
    const isCurrent = state.lesson.id === standing.current
    const title = `${String(state.lesson.number).padStart(3)}  ${state.lesson.title}`
    const style = isCurrent ? 'title' : undefined
    const left = line(isChosen ? '>' : ' ', sign, span(title, isChosen ? 'chosen' : style))
    const space = size.columns - lineWidth(left) - lineWidth([word]) - 2
    return fit(space < 1 ? left : [...left, span(' '.repeat(space)), word], size.columns)
  })
  return [search, line(), ...shown]
}
