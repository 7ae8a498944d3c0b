// A report as lines: the steps, and the mistake with all that helps to understand it.

import type { Report, ReportedFinding, StepReport } from '../check/report.ts'
import { line, span, wrap, type Line, type Span } from './layout.ts'
import { wireLines, type Room } from './wireLines.ts'

/** Shows the steps of a report and the finding, if there is one. */
export function reportLines(report: Report, room: Room): readonly Line[] {
  const lines = report.steps.flatMap((step) => stepLines(step, room))
  const { finding } = report
  if (finding !== undefined) return [...lines, line(), ...findingLines(finding, room)]
  const duration = span(` in ${formatDuration(report.durationMs)}`, 'quiet')
  return [...lines, line(), line(span('✓ Passed', 'good'), duration)]
}

/** Formats a duration: `84 ms`, `1.2 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`
  return `${(durationMs / 1_000).toFixed(1)} s`
}

const signs: Record<StepReport['state'], Span> = {
  passed: span('✓', 'good'),
  failed: span('✗', 'bad'),
  skipped: span('-', 'quiet'),
  open: span('·', 'quiet'),
}

function stepLines({ title, state, note }: StepReport, { columns }: Room): readonly Line[] {
  const text = state === 'open' || state === 'skipped' ? span(title, 'quiet') : span(title)
  const reason = note === undefined ? [] : [span(` (${note})`, 'quiet')]
  return wrap([signs[state], span(' '), text, ...reason], columns, '  ')
}

function findingLines(finding: ReportedFinding, room: Room): readonly Line[] {
  const { columns } = room
  return [
    ...wrap([span('✗ ', 'bad'), span(finding.title, 'bad')], columns, '  '),
    ...placeLines(finding, columns),
    ...finding.wire.flatMap((turn) => wireLines(turn, room)),
    ...comparison(finding, columns),
    line(),
    ...wrap([span('  '), ...inline(finding.why)], columns, '  '),
    ...labelled('Think', inline(finding.hint), columns),
    ...labelled('Read', [span(readable(finding.read), 'link')], columns),
    ...optional(finding.curl, (curl) => curlLines(curl, columns)),
    ...optional(finding.output, (output) => outputLines(output, columns)),
  ]
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

// A body of several lines makes the command one of several lines.
function curlLines(curl: string, columns: number): readonly Line[] {
  const [first = '', ...rest] = curl.split('\n')
  const others = rest.flatMap((row) => wrap([span(row, 'code')], columns))
  return [...labelled('Repeat', [span(first, 'code')], columns), ...others]
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

/** Shows the `code` and **bold** in a sentence of a lesson. */
export function inline(text: string): readonly Span[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter((part) => part !== '').map((part) => {
    if (part.startsWith('`') && part.length > 2) return span(part.slice(1, -1), 'code')
    if (part.startsWith('**') && part.length > 4) return span(part.slice(2, -2), 'title')
    return span(part)
  })
}

function readable(read: string): string {
  return read.startsWith('lesson:') ? `the lesson ${read.slice('lesson:'.length)}` : read
}
