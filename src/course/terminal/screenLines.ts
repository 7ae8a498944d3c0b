// The whole screen as lines: a head, a body that scrolls, and a foot with progress and keys.

import type { Hint } from '../workshop/hints.ts'
import type { ExerciseState } from '../workshop/workshop.ts'
import { footLines, ruleLine } from './footLines.ts'
import { lessonKeys } from './keys.ts'
import { codeLines, hintLines } from './hintLines.ts'
import { fit, line, lineWidth, span, wrap, type Line } from './layout.ts'
import { listLines } from './listLines.ts'
import { reportLines } from './reportLines.ts'
import { standingOf } from './standing.ts'
import type { ScreenState, Size, Standing } from './view.ts'
import type { Room } from './wireLines.ts'

export type Picture = {
  /** At most as many as the screen has rows. */
  lines: readonly Line[]
  /** How far the body is scrolled; less than was asked for when it is not so long. */
  scroll: number
}

/** Draws the screen. */
export function drawScreen(
  screen: ScreenState,
  standing: Standing,
  size: Size & { hasStyles: boolean },
): Picture {
  const head = headLines(standing, size.columns)
  const foot = footLines(screen, standing, size.columns)
  const rows = Math.max(1, size.rows - head.length - foot.length)
  const body = screen.mode === 'list'
    ? listLines(screen, standing, { columns: size.columns, rows })
    : bodyLines(screen, standing, size)
  const scroll = Math.max(0, Math.min(screen.scroll, body.length - rows))
  const shown = body.slice(scroll, scroll + rows)
  const isCut = scroll + rows < body.length
  const visible = isCut ? [...shown.slice(0, -1), moreLine(body.length - scroll - rows + 1)] : shown
  const gap = Array.from({ length: rows - visible.length }, () => line())
  const lines = [...head, ...visible, ...gap, ...foot].slice(0, size.rows)
  return { lines: lines.map((each) => fit(each, size.columns)), scroll }
}

/** Shows the state of a lesson: what a run found, or what to do first. */
export function lessonLines(
  { lesson, report, problem, isRunning }: ExerciseState,
  { exercisePath, hint, ...room }: Room & { exercisePath: string; hint: Hint | string },
): readonly Line[] {
  if (isRunning && report === undefined) return [line(span('… Running the check', 'busy'))]
  if (problem !== undefined) {
    return wrap([span("The check couldn't run: ", 'bad'), span(problem)], room.columns, '  ')
  }
  if (report !== undefined) return reportLines(report, room, hint)
  if (!lesson.hasExercise) return wrap(line('This lesson is for reading.'), room.columns)
  const after = ' in your editor. Each save runs the check.'
  const taken = typeof hint === 'string' ? [] : [line(), ...hintLines(hint, room.columns)]
  return [...wrap(line('Open ', span(exercisePath, 'link'), after), room.columns), ...taken]
}

function headLines({ states, current, exercisePath }: Standing, columns: number): readonly Line[] {
  const state = states.find(({ lesson }) => lesson.id === current)
  if (state === undefined) return [line()]
  const { lesson, isRunning } = state
  const [sign, word] = isRunning ? [span('…', 'busy'), span('running', 'busy')] : standingOf(state)
  const left = line(' ', sign, ' ', span(`${lesson.number}  ${lesson.title}`, 'title'))
  const right = line(span(`${lesson.minutes} min · `, 'quiet'), word, ' ')
  const space = columns - lineWidth(left) - lineWidth(right)
  const first = space < 2 ? [left] : [[...left, span(' '.repeat(space)), ...right]]
  const path = lesson.hasExercise ? [line('   ', span(exercisePath, 'link'))] : []
  return [...first, ...path, ruleLine(columns)]
}

function bodyLines(screen: ScreenState, standing: Standing, room: Room): readonly Line[] {
  if (screen.mode === 'help') return helpLines(room.columns)
  if (screen.mode === 'solution') return codeLines(screen.solution ?? '', room.columns)
  const state = standing.states.find(({ lesson }) => lesson.id === standing.current)
  if (state === undefined) return []
  const { exercisePath } = standing
  return lessonLines(state, { ...room, exercisePath, hint: screen.hint ?? 'press h' })
}

function helpLines(columns: number): readonly Line[] {
  const keys = lessonKeys.flatMap(({ key, word, means }) =>
    wrap(line(span(`  ${key}  `, 'key'), word.padEnd(10), span(means, 'quiet')), columns, '     '))
  const others = [
    ['  ↑ ↓', 'scroll, also j and k; space and Page Down by more'],
    ['  /', 'search the lessons'],
    ['  Esc', 'back'],
  ] as const
  const rest = others.flatMap(([key, means]) =>
    wrap([span(key.padEnd(15), 'key'), span(means, 'quiet')], columns, ' '.repeat(5)))
  return [line(span('Keys', 'title')), line(), ...keys, line(), ...rest]
}

function moreLine(count: number): Line {
  return line(span(`  ↓ ${count} more ${count === 1 ? 'line' : 'lines'}`, 'quiet'))
}
