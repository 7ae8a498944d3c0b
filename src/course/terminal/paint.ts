// Turns styled lines into text for a terminal, with colours or without.

import { styleText } from 'node:util'
import type { Line, Style } from './layout.ts'

export type Paint = {
  /** Whether styles can be seen; without them a mark needs a line of its own. */
  hasStyles: boolean
  text(line: Line): string
}

/** Leaves all styles out. */
export const plainPaint: Paint = {
  hasStyles: false,
  text: (line) => line.map(({ text }) => text).join('').trimEnd(),
}

/** Styles with the sixteen colours, which every theme of a terminal has made readable. */
export const colourPaint: Paint = {
  hasStyles: true,
  text(line) {
    return line.map(({ text, style }) => (style === undefined ? text : paint(text, style))).join('')
  },
}

/** Chooses by what the stream can show; knows NO_COLOR. */
export function choosePaint(stream: { isTTY?: boolean; hasColors?(): boolean }): Paint {
  return stream.isTTY === true && stream.hasColors?.() === true ? colourPaint : plainPaint
}

const formats = {
  title: ['bold'],
  quiet: ['dim'],
  good: ['green'],
  bad: ['red', 'bold'],
  busy: ['yellow'],
  key: ['bold', 'cyan'],
  link: ['underline'],
  sent: ['cyan'],
  received: ['magenta'],
  marked: ['inverse', 'bold'],
  code: ['cyan'],
  chosen: ['inverse'],
} as const satisfies Record<Style, readonly unknown[]>

function paint(text: string, style: Style): string {
  return styleText(formats[style], text, { validateStream: false })
}
