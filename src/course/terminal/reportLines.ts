// A report as lines: the result first, then what helps to understand it, so that the most needed
// part is on a small screen without scrolling.

import type { Report, ReportedFinding } from '../check/report.ts'
import type { Hint } from '../workshop/hints.ts'
import { commandLines } from './commandLines.ts'
import { hintLines } from './hintLines.ts'
import { inline } from './inline.ts'
import { line, span, wrap, type Line, type Span } from './layout.ts'
import { wireLines, type Room } from './wireLines.ts'

/** Shows a report. `hint` is the one that was taken, or says how to get one: `press h`. */
export function reportLines(report: Report, room: Room, hint: Hint | string): readonly Line[] {
  const { finding, durationMs } = report
  if (finding !== undefined) return findingLines(finding, { report, room, hint })
  const duration = span(` in ${formatDuration(durationMs)}`, 'quiet')
  return [line(span('✓ Passed', 'good'), duration), ...stepLines(report, room.columns)]
}

/** Formats a duration: `84 ms`, `1.2 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`
  return `${(durationMs / 1_000).toFixed(1)} s`
}

type Shown = { report: Report; room: Room; hint: Hint | string }

function findingLines(finding: ReportedFinding, { report, room, hint }: Shown): readonly Line[] {
  const { columns } = room
  return [
    ...wrap([span('✗ ', 'bad'), span(finding.title, 'bad')], columns, '  '),
    ...placeLines(finding, columns),
    ...comparison(finding, columns),
    ...hintPart(hint, columns),
    ...stepLines(report, columns),
    line(),
    ...wrap([span('  '), ...inline(finding.why)], columns, '  '),
    ...labelled('Read', [span(readable(finding.read), 'link')], columns),
    ...finding.wire.flatMap((turn) => wireLines(turn, room)),
    ...optional(finding.output, (output) => outputLines(output, columns)),
    ...optional(finding.curl, (curl) => repeatLines(curl, report.lesson, columns)),
  ]
}

// Where it can be read together with the result.
function hintPart(hint: Hint | string, columns: number): readonly Line[] {
  if (typeof hint === 'string') return labelled('Hint', [span(hint, 'key')], columns)
  return [line(), ...hintLines(hint, columns), line()]
}

// All steps in a line; of those that were skipped, the reason is worth another.
function stepLines({ steps }: Report, columns: number): readonly Line[] {
  const passed = steps.filter(({ state }) => state === 'passed').length
  const failed = steps.findIndex(({ state }) => state === 'failed')
  const where = failed === -1
    ? `${passed} of ${steps.length} passed`
    : `${failed + 1} of ${steps.length} fails: ${steps[failed]?.title ?? ''}`
  const skipped = steps.filter(({ state }) => state === 'skipped').flatMap(({ title, note }) => {
    const text = note === undefined ? title : `${title} (${note})`
    return labelled('Skipped', [span(text, 'quiet')], columns)
  })
  return [...labelled(failed === -1 ? 'Steps' : 'Step', inline(where), columns), ...skipped]
}

function placeLines({ place }: ReportedFinding, columns: number): readonly Line[] {
  if (place === undefined) return []
  const where = line('  at ', span(`${place.file}:${place.line}`, 'link'))
  const code = line('    ', span(place.text.trim(), 'code'))
  return [...wrap(where, columns, '  '), ...wrap(code, columns, '    ')]
}

function comparison({ expected, actual }: ReportedFinding, columns: number): readonly Line[] {
  return [
    ...optional(expected, (text) => labelled('Expected', [span(text, 'good')], columns)),
    ...optional(actual, (text) => labelled('Got', [span(text, 'bad')], columns)),
  ]
}

function outputLines(output: string, columns: number): readonly Line[] {
  const rows = output.trimEnd().split(/\r?\n/).slice(-12)
  const shown = rows.flatMap((row) => wrap([span('    '), span(row, 'quiet')], columns, '    '))
  const title = wrap([span('  What your program printed last', 'quiet')], columns, '  ')
  return [line(), ...title, ...shown]
}

const labelColumns = 11

// At the left edge, so that it can be copied.
function repeatLines(command: string, lesson: string, columns: number): readonly Line[] {
  const title = `  Repeat it by hand, while npm run learn -- run ${lesson} is running:`
  return [line(), ...wrap([span(title, 'quiet')], columns, '  '), ...commandLines(command, columns)]
}

function labelled(label: string, text: readonly Span[], columns: number): readonly Line[] {
  const indent = columns < 40 ? '    ' : ' '.repeat(labelColumns)
  return wrap([span(`  ${label}`.padEnd(labelColumns), 'quiet'), ...text], columns, indent)
}

function optional(
  text: string | undefined,
  show: (text: string) => readonly Line[],
): readonly Line[] {
  return text === undefined || text === '' ? [] : show(text)
}

function readable(read: string): string {
  return read.startsWith('lesson:') ? `the lesson ${read.slice('lesson:'.length)}` : read
}
