// The runner without a terminal: a block of plain lines for each report, for pipes and editors.

import type { Workshop } from '../workshop/workshop.ts'
import { line, span, type Line } from './layout.ts'
import { originalNotice } from './originalNotice.ts'
import { plainPaint, type Paint } from './paint.ts'
import { lessonLines } from './screenLines.ts'
import { shortPath } from './shortPath.ts'

/** How the lines of a report are written, and how wide they may be. */
export type Printer = { paint: Paint; columns: number; write: (text: string) => void }

/** Prints with plain lines of eighty columns. */
export function plainPrinter(write: (text: string) => void): Printer {
  return { paint: plainPaint, columns: 80, write }
}

/** Prints each report of the workshop until the signal is aborted. */
export function runPlain(workshop: Workshop, printer: Printer, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  printLesson(workshop, workshop.current().id, printer)
  const stopListening = workshop.onChange((event) => {
    const { type, lesson } = event
    if (type === 'report' || type === 'current') printLesson(workshop, lesson, printer)
    if (type === 'original') printer.write(`${originalNotice(workshop, event)}\n`)
  })
  // A process without a terminal is ended by a signal; until then something must keep it.
  const keep = setInterval(() => undefined, 1 << 30)
  signal.addEventListener('abort', () => resolve(), { once: true })
  if (signal.aborted) resolve()
  return promise.finally(() => {
    clearInterval(keep)
    stopListening()
  })
}

/** Prints the state of a lesson. */
export function printLesson(workshop: Workshop, id: string, printer: Printer): void {
  const state = workshop.state(id)
  const { columns, paint: { hasStyles } } = printer
  const { number, title } = state.lesson
  printLines([[{ text: `${number}  ${title}`, style: 'title' }]], printer)
  const exercisePath = shortPath(workshop.exercisePath(id))
  const hint = `npm run learn -- hint ${id}`
  const path = state.report === undefined ? [] : [line('   ', span(exercisePath, 'link'))]
  const body = lessonLines(state, { columns, hasStyles, exercisePath, hint })
  printLines([...path, ...body, []], printer)
}

/** Prints lines. */
export function printLines(lines: readonly Line[], { paint, write }: Printer): void {
  for (const line of lines) write(`${paint.text(line)}\n`)
}
