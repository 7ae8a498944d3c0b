// Walks through the steps of one check with a program that was started for it, up to the first
// mistake, and ends everything that was started.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFresh } from './fresh.ts'
import { findCause, type Found } from './cause.ts'
import type { Check, Step } from './check.ts'
import { commonFindings, type CommonId } from './commonFindings.ts'
import { placeCrash, type Traces } from './crash.ts'
import { Failure, Skip, type Culprit } from './failure.ts'
import type { Finding } from './finding.ts'
import type { Program } from './program.ts'
import { startLimit } from './programTime.ts'
import type { ReportedFinding, StepReport } from './report.ts'
import { toReportedFinding } from './reportFinding.ts'
import { Server, startServing, type ServerPlan } from './server.ts'
import { Session } from './session.ts'

export type WalkPlan = ServerPlan & {
  check: Check
  seed: number
  /** Leaves out the steps that take long: for a check at each save. */
  isQuick?: boolean
  /** What makes the fresh data of its first step another than that of other walks. */
  salt: number
  /**
   * Called when a step has found a mistake. `runAgain` runs this step once more with the program
   * as it is then, with another seed, unless the program has crashed.
   */
  onFinding?: (runAgain: RunAgain) => Promise<void>
}

/** Gives what the step found this time. */
type RunAgain = (seed: number) => Promise<ReportedFinding | undefined>

/** The steps that were reached, and the first mistake. */
export type Walk = { steps: readonly StepReport[]; finding?: ReportedFinding }

/** Starts the program in new surroundings and walks through the steps. */
export async function walk(plan: WalkPlan): Promise<Walk> {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-check-'))
  const database = join(folder, 'data.db')
  try {
    const variables = { ...plan.variables, ...plan.check.variables, DATABASE: database }
    return await walkWithDatabase({ ...plan, variables, database })
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

type Surroundings = WalkPlan & { database: string }

async function walkWithDatabase(plan: Surroundings): Promise<Walk> {
  const { check, signal } = plan
  const steps: StepReport[] = []
  const serving = check.kind === 'server' ? await startServing(plan) : undefined
  if (serving !== undefined && 'id' in serving) {
    const { id, actual, program } = serving
    return { steps, finding: describe(plan, id, { actual, traces: tracesOf(program) }) }
  }
  const server = serving === undefined ? undefined : new Server(plan, serving)
  try {
    for (const [index, step] of check.steps.entries()) {
      if (signal?.aborted) break
      const run = (seed: number) =>
        runStep(step, { ...plan, seed, salt: plan.salt + index }, server)
      const { step: reported, finding } = await run(plan.seed)
      steps.push(reported)
      if (finding === undefined) continue
      await plan.onFinding?.(async (seed) =>
        hasCrashed(server) ? undefined : (await run(seed)).finding)
      return { steps, finding }
    }
    return { steps }
  } finally {
    await server?.close()
  }
}

function hasCrashed(server: Server | undefined): boolean {
  return server !== undefined && !server.isDown && server.program.ending() !== undefined
}

type StepResult = { step: StepReport; finding?: ReportedFinding }
type Running = { session: Session; plan: WalkPlan; server: Server | undefined }

async function runStep(
  step: Step, plan: Surroundings, server: Server | undefined,
): Promise<StepResult> {
  const { title } = step
  const session = new Session({ ...plan, server, fresh: createFresh(plan.seed, plan.salt) })
  if (step.onDemand && plan.isQuick) {
    return { step: { title, state: 'skipped', note: 'Takes long: run the check by hand for it' } }
  }
  try {
    if (server?.isDown) await server.start()
    await withinDeadline(step, session)
    const ending = server?.isDown ? undefined : server?.program.ending()
    if (ending !== undefined) throw new Failure(ending.code === 0 ? 'exited' : 'crashed', {})
    return { step: { title, state: 'passed' } }
  } catch (error) {
    if (error instanceof Skip) return { step: { title, state: 'skipped', note: error.message } }
    const finding = await explain(error, { session, plan, server })
    return { step: { title, state: 'failed' }, finding }
  } finally {
    await session.close()
  }
}

async function withinDeadline(step: Step, session: Session): Promise<void> {
  let cancel = () => {}
  const deadline = new Promise<never>((_resolve, reject) => {
    // The time that this process waits for its own turn isn't the program's fault either.
    cancel = startLimit(step.deadlineMs, () => [process.pid, ...session.processIds()], () => {
      const seconds = step.deadlineMs / 1000
      reject(new Failure('too-slow', { actual: `It was not done after ${seconds} seconds` }))
    })
  })
  const work = step.run(session.tools)
  // After the deadline nobody waits for it any more.
  work.catch(() => {})
  try {
    await Promise.race([work, deadline])
  } finally {
    cancel()
  }
}

async function explain(error: unknown, running: Running): Promise<ReportedFinding> {
  const { session, plan } = running
  if (!(error instanceof Failure)) return describeOwnMistake(error)
  const { evidence } = error
  // A copy has its own output and its own crash.
  const server = error.culprit ?? running.server
  const turns = evidence.exchange?.turns ?? session.lastTurns()
  const found = { id: error.id, actual: evidence.actual }
  const { id, actual } = await causeOf(found, server)
  return describe(plan, id, {
    traces: error.culprit === undefined ? tracesIn(running) : tracesOf(error.culprit.program),
    turns, mark: evidence.mark,
    port: session.isRepeatable() ? server?.port : undefined,
    ...(evidence.expected === undefined ? {} : { expected: evidence.expected }),
    ...(actual === undefined ? {} : { actual }),
  })
}

// A copy has only run in this step, so what it printed is about this step, and comes last.
function tracesIn({ session, server }: Running): Traces | undefined {
  if (server === undefined) return session.lastRun()
  const { output, events } = tracesOf(server.program)
  return { output: output + session.copiesOutput(), events }
}

async function causeOf(found: Found, server: Culprit | undefined): Promise<Found> {
  if (server === undefined || server.isDown) return found
  const { program, port, host } = server
  const cause = await findCause(found, { program, port, host })
  // A step that was too slow goes on meanwhile, and may have ended the program itself.
  return server.isDown || server.program !== program ? found : cause
}

type Facts = Omit<Parameters<typeof toReportedFinding>[0], 'id' | 'texts'> & {
  traces: Traces | undefined
}

function tracesOf(program: Program): Traces {
  return { output: program.output(), events: program.events() }
}

function describe(plan: WalkPlan, id: string, { traces, ...facts }: Facts): ReportedFinding {
  const texts: Finding = plan.check.findings[id] ?? commonTexts(id)
  const crash = traces === undefined ? {} : placeCrash(traces, plan.folder)
  return toReportedFinding({ id, texts, ...facts, ...crash })
}

function commonTexts(id: string): Finding {
  if (isCommonId(id)) return commonFindings[id]
  throw new Error(`No finding is called ${id}`)
}

function isCommonId(id: string): id is CommonId {
  return Object.hasOwn(commonFindings, id)
}

function describeOwnMistake(error: unknown): ReportedFinding {
  const output = error instanceof Error ? error.stack ?? error.message : String(error)
  return {
    id: 'check-broke',
    title: 'The check itself broke: that is our mistake, not yours',
    why: 'The check met something that nobody thought of, so it says nothing about your program.',
    hint: 'Please report it with the text below.',
    read: 'lesson:start-here',
    wire: [],
    output,
  }
}
