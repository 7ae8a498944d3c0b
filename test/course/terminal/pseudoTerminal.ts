// A terminal for a test: keys go in, and what a person would see comes out.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { until } from '../workshop/testLessons.ts'

const python = spawnSync('python3', ['-c', 'import pty, termios; print("yes")'])
const hasPython = python.stdout?.includes('yes') === true

/** Why a test on a real terminal cannot run here; false when it can. */
export const withoutTerminal: string | false =
  hasPython ? false : 'python3 with its module pty is not on this machine'

// Node looks at all of these before it believes that a terminal shows colours.
const colours = {
  TERM: 'xterm-256color', COLORTERM: 'truecolor', CI: undefined, TMUX: undefined,
  NO_COLOR: undefined, FORCE_COLOR: undefined, NODE_DISABLE_COLORS: undefined,
}

export class PseudoTerminal {
  readonly #child: ChildProcess
  /** All that was written to the terminal. */
  output = ''

  constructor(
    test: TestContext,
    words: readonly string[],
    { rows = 40, columns = 100, settings = {}, program = process.execPath } = {},
  ) {
    const python = join(import.meta.dirname, 'pseudoTerminal.py')
    const command = [python, String(rows), String(columns), program, ...words]
    this.#child = spawn('python3', command, {
      env: { ...process.env, ...colours, ...settings },
    })
    this.#child.stdout?.setEncoding('utf8')
    this.#child.stdout?.on('data', (text) => (this.output += text))
    this.#child.stderr?.on('data', (text) => (this.output += text))
    test.after(() => this.#child.stdin?.end())
  }

  press(keys: string): void {
    this.#tell({ keys })
  }

  resize(rows: number, columns: number): void {
    this.#tell({ size: [rows, columns] })
  }

  kill(signal: number): void {
    this.#tell({ signal })
  }

  /** The last picture, as lines without styles. */
  picture(): string {
    const frames = this.output.split('\x1b[?2026h\x1b[H')
    const frame = frames.findLast((each) => each.includes('\x1b[?2026l')) ?? ''
    const drawn = frame.slice(0, frame.indexOf('\x1b[?2026l'))
    return stripVTControlCharacters(drawn).replaceAll('\r', '')
  }

  /** Waits for a picture. */
  async shows(pattern: RegExp): Promise<string> {
    try {
      return await until(() => pattern.test(this.picture()) && this.picture())
    } catch {
      throw new Error(
        `${pattern} did not come:\n${this.picture()}\n${JSON.stringify(this.output.slice(-2_000))}`,
      )
    }
  }

  /** Waits until what was printed outside of a picture matches. */
  async prints(pattern: RegExp): Promise<void> {
    const plain = () => stripVTControlCharacters(this.output)
    try {
      await until(() => pattern.test(plain()))
    } catch {
      throw new Error(`${pattern} did not come:\n${plain().slice(-2_000)}`)
    }
  }

  /** Forgets what was shown and printed so far. */
  forget(): void {
    this.output = ''
  }

  /** How the program ended: `0 restored True`. */
  async ended(): Promise<string> {
    return until(() => /@@ended (.*)/.exec(this.output)?.[1])
  }

  #tell(command: object): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`)
  }
}
