// Starts one of our programs as a process of its own, as a person would, and hears what it says.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'

export type Settings = Record<string, string>

const waitMs = 15_000
const askMs = 20
// With it a program starts a fifth faster.
const lightHttp = new URL('../src/course/check/lightHttp.ts', import.meta.url).href

/** A program that runs. It is ended after the test, whatever happens. */
export class Program {
  readonly child: ChildProcess
  output = ''
  errors = ''

  constructor(
    test: TestContext, words: readonly string[], settings: Settings,
    folder = join(import.meta.dirname, '..'),
  ) {
    const [file = '', ...options] = words
    const path = join(folder, file)
    this.child = spawn(process.execPath, ['--import', lightHttp, path, ...options], {
      env: { ...process.env, npm_lifecycle_event: undefined, NO_COLOR: '1', ...settings },
    })
    this.child.stdout?.on('data', (data) => (this.output += String(data)))
    this.child.stderr?.on('data', (data) => (this.errors += String(data)))
    test.after(() => this.child.kill('SIGKILL'))
  }

  /** Waits until something is true. Fails with what the program said. */
  async until<Value>(find: () => Value | undefined | false | null): Promise<Value> {
    for (let waited = 0; waited < waitMs; waited += askMs) {
      const found = find()
      if (found) return found
      await setTimeout(askMs)
    }
    throw new Error(`It did not come:\n${this.output}\n${this.errors}`)
  }

  /** The port, once the server listens. */
  async port(): Promise<number> {
    const match = await this.until(() => /"event":"started","port":(\d+)/.exec(this.output))
    return Number(match[1])
  }

  /** The exit code, or the signal that ended it. */
  async ended(): Promise<number | string> {
    const { child } = this
    if (child.exitCode !== null || child.signalCode !== null) {
      return child.exitCode ?? String(child.signalCode)
    }
    const [code, signal] = await once(child, 'close', { signal: AbortSignal.timeout(waitMs) })
    return code ?? signal
  }
}

/** Starts the server on a free port with a log of JSON lines. */
export function startServer(
  test: TestContext, settings: Settings, options: string[] = [],
): Program {
  return new Program(test, ['src/main.ts', ...options], { PORT: '0', LOG: 'json', ...settings })
}
