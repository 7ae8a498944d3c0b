// The runs of a client program in one step: each ends when the program does, or with the step.

import type { Evidence } from './check.ts'
import type { CommonId } from './commonFindings.ts'
import { findSyntaxError } from './crash.ts'
import { runProgram, type ProgramPlan, type ProgramRun, type RunPlan } from './program.ts'

export type ClientRunsPlan = Pick<ProgramPlan, 'folder' | 'command' | 'file'> & {
  /** Ends all runs. */
  signal: AbortSignal
  /** Ends the step with a mistake of the program. */
  fail(id: CommonId, evidence: Evidence): never
}

const usualRunMs = 3_000

export class ClientRuns {
  readonly #plan: ClientRunsPlan
  readonly #runs: Promise<ProgramRun>[] = []
  readonly #processIds: number[] = []
  #last: ProgramRun | undefined
  #output = ''

  constructor(plan: ClientRunsPlan) {
    this.#plan = plan
  }

  /** The newest run that has ended. */
  get last(): ProgramRun | undefined {
    return this.#last
  }

  /** What all runs that have ended printed. */
  get output(): string {
    return this.#output
  }

  get processIds(): readonly number[] {
    return this.#processIds
  }

  /** Runs the program to its end. One that isn't there, or isn't a program, ends the step. */
  async run({ args, variables, timeoutMs = usualRunMs }: RunPlan = {}): Promise<ProgramRun> {
    const { folder, command, file, signal } = this.#plan
    if (signal.aborted) throw new Error('The step is over')
    const running = runProgram(
      { folder, command, file, ...(args && { args }), ...(variables && { variables }) },
      { timeoutMs, signal, onStart: ({ processId }) => void this.#processIds.push(processId) },
    )
    this.#runs.push(running)
    const run = await running
    this.#last = run
    this.#output += run.output
    this.#expectProgram(run)
    return run
  }

  /** Waits until all runs have ended: the signal has to be aborted before. */
  async close(): Promise<void> {
    await Promise.all(this.#runs)
  }

  #expectProgram(run: ProgramRun): void {
    const { fail } = this.#plan
    if (run.exitCode === 127) fail('command-not-found', { actual: run.output.trim() })
    const mistake = run.exitCode === 0 ? undefined : findSyntaxError(run)
    if (mistake !== undefined) fail('syntax-error', { actual: mistake })
  }
}
