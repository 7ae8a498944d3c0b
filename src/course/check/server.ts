// The learner's program while it serves: it can be stopped, killed, and started again on the same
// folder and the same database. What it says is kept over all its starts.

import type { StartAttempt } from './check.ts'
import { commonFindings, type CommonId } from './commonFindings.ts'
import { Failure } from './failure.ts'
import { findFreePort } from './freePort.ts'
import { startProgram, type Ending, type Program } from './program.ts'
import { startLimit } from './programTime.ts'
import { waitUntilReady } from './ready.ts'

type Variables = Readonly<Record<string, string>>

export type ServerPlan = {
  folder: string
  file?: string | undefined
  command?: string | undefined
  /** Beside PORT. */
  variables?: Variables
  signal?: AbortSignal | undefined
  /** Called as soon as there is a process, which may not listen yet. */
  onProgram?(program: Program): void
}

export type Serving = { program: Program; port: number; host: string }

/** Why it doesn't listen. */
export type NotServing = { program: Program; id: CommonId; actual: string }

// Settings of the course's programs. The learner may have set them in the terminal, to try things
// by hand, and a check would then see another program.
const notInherited = Object.fromEntries([
  'PUBLIC_ORIGIN', 'TRUSTED_HOPS', 'STORE', 'PASSWORD_COST', 'JWT_SECRET', 'MAIL_FOLDER',
  'SMTP_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET',
].map((name) => [name, undefined]))
const readyLimitMs = { preload: 3_000, command: 15_000 }
const busyTries = 3
const stopLimitMs = 3_000
const isWindows = process.platform === 'win32'

/** Starts the program, on a port of its own or the given one, and waits until it listens. */
export async function startServing(
  plan: ServerPlan, wantedPort?: number,
): Promise<Serving | NotServing> {
  const { folder, file, command, signal } = plan
  const limit = command === undefined ? readyLimitMs.preload : readyLimitMs.command
  for (let tries = 1; ; tries += 1) {
    const port = tries === 1 && wantedPort !== undefined ? wantedPort : await findFreePort()
    const variables = { ...notInherited, ...plan.variables, PORT: String(port) }
    const program = startProgram({ folder, file, command, variables })
    plan.onProgram?.(program)
    const stop = () => void program.stop()
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
    const readiness = await waitUntilReady(program, port, limit)
    if (readiness.state === 'ready') return { program, port, host: readiness.host }
    await program.stop()
    signal?.removeEventListener('abort', stop)
    // Somebody else took the port in between: it was ours, so it is not the learner's mistake.
    const wasTaken = readiness.id === 'port-busy'
      && (port === wantedPort || program.output().includes(`:${port}`))
    if (wasTaken && tries < busyTries) continue
    const { id, actual } = readiness
    return { program, id, actual }
  }
}

export class Server {
  readonly #plan: ServerPlan
  #serving: Serving
  #isDown = false
  #earlierOutput = ''
  #starting: Promise<unknown> | undefined
  readonly #closing = new AbortController()

  constructor(plan: ServerPlan, serving: Serving) {
    this.#plan = plan
    this.#serving = serving
  }

  get program(): Program {
    return this.#serving.program
  }

  get port(): number {
    return this.#serving.port
  }

  get host(): string {
    return this.#serving.host
  }

  /** Whether the check ended it, and hasn't started it again. */
  get isDown(): boolean {
    return this.#isDown
  }

  /** What it has printed so far, in all its lives. */
  output(): string {
    return this.#earlierOutput + this.program.output()
  }

  /** Sends SIGTERM and waits for the end. Throws a Failure when it doesn't come. */
  async stop(): Promise<Ending> {
    this.#expectAlive()
    this.#isDown = true
    const { program } = this
    // Without signals, only the end of the whole tree is left.
    if (isWindows) void program.stop()
    else program.terminate()
    const hasEnded = await endsWithin(program, stopLimitMs)
    const ending = program.ending()
    // Processes that it left behind.
    await program.stop()
    if (hasEnded && ending !== undefined) return ending
    const seconds = stopLimitMs / 1000
    throw this.failure('ignores-sigterm', `It still ran ${seconds} seconds after the signal`)
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#expectAlive()
    // A step that is too slow right now mustn't take this end for a crash.
    this.#isDown = true
    const { program } = this
    await program.stop()
    // Its end may not have been noticed yet when it crashed a moment ago.
    if (isWindows || program.ending()?.signal === 'SIGKILL') return
    this.#isDown = false
    this.#expectAlive()
  }

  /** Starts it again, if possible on the same port. Throws a Failure when it doesn't listen. */
  async start(variables: Variables = {}): Promise<void> {
    const problem = await this.#startAgain(variables)
    if (problem === undefined) return
    const { id, actual } = problem
    throw this.failure('not-started-again', `${commonFindings[id].title}: ${actual}`)
  }

  /** Starts it again, and says what became of it. */
  async tryStart(variables: Variables = {}): Promise<StartAttempt> {
    const problem = await this.#startAgain(variables)
    const { program } = this
    const code = program.ending()?.code
    return { isListening: problem === undefined, code, output: program.output() }
  }

  async #startAgain(variables: Variables): Promise<NotServing | undefined> {
    // Nobody would wait for its end.
    if (this.#closing.signal.aborted) throw new Error('The step is over')
    if (!this.#isDown) throw new Error('The program runs already')
    this.#earlierOutput = this.output()
    const { signal } = this.#plan
    const starting = startServing({
      ...this.#plan, variables: { ...this.#plan.variables, ...variables },
      signal: AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]),
      // What it reports while it starts can be read at once.
      onProgram: (program) => void (this.#serving = { ...this.#serving, program }),
    }, this.port)
    this.#starting = starting
    const serving = await starting
    if (!('id' in serving)) {
      this.#serving = serving
      this.#isDown = false
      return undefined
    }
    this.#serving = { ...this.#serving, program: serving.program }
    return serving
  }

  /** Ends it, also while it is starting again for a step that took too long. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#starting
    await this.program.stop()
  }

  /** A mistake of this program, and not of another copy of it. */
  failure(id: CommonId, actual: string): Failure {
    return new Failure(id, { actual }, this)
  }

  // An end that the check didn't cause is what the learner should hear of.
  #expectAlive(): void {
    if (this.#isDown) throw new Error('The program was stopped before')
    const ending = this.program.ending()
    if (ending === undefined) return
    throw new Failure(ending.code === 0 ? 'exited' : 'crashed', {}, this)
  }
}

function endsWithin(program: Program, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = startLimit(limitMs, () => [program.processId], () => resolve(false))
    void program.ended.then(() => {
      cancel()
      resolve(true)
    })
  })
}
