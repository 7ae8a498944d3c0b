// Every process that the bench starts is kept here until it has ended, so that none outlives it:
// not after an error, and not after Ctrl-C. They are ended one by one, each by its own id.

import { spawn, type ChildProcess } from 'node:child_process'

export type Command = readonly [program: string, ...args: string[]]

export type StartOptions = {
  folder?: string
  environment?: Record<string, string>
  /** `read`: through `child.stdout`; `show`: on the terminal; `ignore`: nowhere, errors neither. */
  output: 'read' | 'show' | 'ignore'
}

const patienceMs = 5_000
const stdioOf = {
  read: ['ignore', 'pipe', 'inherit'],
  show: ['ignore', 'inherit', 'inherit'],
  ignore: ['ignore', 'ignore', 'ignore'],
} as const

export class Processes {
  #running = new Set<ChildProcess>()
  #isStopped = false

  /** Starts a command; throws when everything was stopped, so that nothing starts after Ctrl-C. */
  start([program, ...args]: Command, options: StartOptions): ChildProcess {
    if (this.#isStopped) throw new Error(`Cannot start ${program}: the bench was stopped`)
    const child = spawn(program, args, {
      cwd: options.folder ?? process.cwd(),
      env: { ...process.env, ...options.environment },
      stdio: [...stdioOf[options.output]],
    })
    this.#running.add(child)
    child.once('exit', () => this.#running.delete(child))
    child.once('error', () => this.#running.delete(child))
    return child
  }

  /** Runs a command to its end and returns what it printed; throws unless it exits with 0. */
  async run(command: Command, options: StartOptions): Promise<string> {
    const child = this.start(command, options)
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text))
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('close', resolve).once('error', reject)
    })
    if (exitCode === 0) return printed
    throw new Error(`Cannot go on: ${command.join(' ')} ended with ${exitCode}\n${printed}`)
  }

  /** Asks a process to end, insists after five seconds, and waits until it is gone. */
  async stop(child: ChildProcess): Promise<void> {
    if (!this.#running.has(child)) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const insistence = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    await gone
    clearTimeout(insistence)
  }

  /** Stops every process; none can be started after that. */
  async stopAll(): Promise<void> {
    this.#isStopped = true
    await Promise.all(Array.from(this.#running, (child) => this.stop(child)))
  }
}
