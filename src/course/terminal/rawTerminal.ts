// The one place that changes the terminal: another screen, no cursor, each key at once. However the
// program ends, the terminal is given back as it was.

import { emitKeypressEvents } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'
import type { Key } from './keys.ts'
import type { Size } from './view.ts'

export type RawTerminal = {
  size(): Size
  /** Shows lines, one for each row. */
  show(lines: readonly string[]): void
  /** Hands the terminal to the shell, as Control-Z does. */
  suspend(): void
  close(): void
}

export type RawTerminalOptions = {
  input: ReadStream
  output: WriteStream
  onKey: (key: Key) => void
  /** The size changed, or the screen must be drawn again. */
  onRedraw: () => void
  /** The window was closed. */
  onEnd: () => void
}

// Another screen, no cursor, no wrapping by the terminal itself.
const enter = '\x1b[?1049h\x1b[?25l\x1b[?7l'
const leave = '\x1b[?7h\x1b[?25h\x1b[?1049l'

// Between these the terminal shows nothing half drawn (those that do not know it ignore it).
const beginFrame = '\x1b[?2026h\x1b[H'
const endFrame = '\x1b[?2026l'

// Before the text: after a full line the cursor is on its last character.
const clearLine = '\x1b[K'
const clearBelow = '\x1b[J'

/** Takes over the terminal until `close`. */
export function openRawTerminal(options: RawTerminalOptions): RawTerminal {
  const { input, output, onRedraw, onEnd } = options
  let isOpen = false
  const open = (): void => {
    if (isOpen) return
    isOpen = true
    input.setRawMode(true)
    output.write(enter)
  }
  const restore = (): void => {
    if (!isOpen) return
    isOpen = false
    output.write(leave)
    try {
      input.setRawMode(false)
    } catch {
      // The window is gone, and its mode with it.
      return
    }
  }
  const resume = (): void => {
    open()
    onRedraw()
  }
  const press = (text: string | undefined, key: KeyEvent): void => options.onKey(readKey(text, key))

  emitKeypressEvents(input)
  input.on('keypress', press)
  input.once('end', onEnd)
  output.on('resize', onRedraw)
  process.on('exit', restore)
  // Before Node prints the error: on the other screen nobody would see it.
  process.on('uncaughtExceptionMonitor', restore)
  process.on('SIGCONT', resume)
  open()
  input.resume()

  return {
    size: () => ({ columns: output.columns || 80, rows: output.rows || 24 }),
    show(lines) {
      if (!isOpen) return
      const rows = lines.map((line, index) =>
        `${index === lines.length - 1 ? clearBelow : clearLine}${line}\x1b[0m`)
      output.write(beginFrame + rows.join('\r\n') + endFrame)
    },
    suspend() {
      if (process.platform === 'win32') return
      restore()
      // To every process of the job, as the terminal does: npm and the launcher stop as well.
      process.kill(0, 'SIGTSTP')
      // Here again after `fg`, or at once where no shell could continue the job.
      setImmediate(resume)
    },
    close() {
      restore()
      input.off('keypress', press)
      input.off('end', onEnd)
      output.off('resize', onRedraw)
      process.off('exit', restore)
      process.off('uncaughtExceptionMonitor', restore)
      process.off('SIGCONT', resume)
      input.pause()
    },
  }
}

type KeyEvent = { name?: string; ctrl?: boolean; meta?: boolean; sequence?: string }

function readKey(text: string | undefined, { name = '', ctrl, meta }: KeyEvent): Key {
  const isText = text !== undefined && meta !== true && !/^\p{Cc}/u.test(text)
  return { name, text: isText ? text : '', isControl: ctrl === true }
}
