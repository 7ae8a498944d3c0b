// Runs a check: starts the learner's program, walks through the steps until one finds a mistake,
// and ends everything that was started.

import { createFresh } from './fresh.ts'
import { findCause } from './cause.ts'
import type { Check, Step } from './check.ts'
import { commonFindings, type CommonId } from './commonFindings.ts'
import { placeCrash, type Traces } from './crash.ts'
import { Failure, Skip } from './failure.ts'
import type { Finding } from './finding.ts'
import { startProgram, type Program } from './program.ts'
import { startLimit } from './programTime.ts'
import { findFreePort, waitUntilReady } from './ready.ts'
import type { Report, ReportedFinding, StepReport } from './report.ts'
import { toReportedFinding } from './reportFinding.ts'
import { createSession, type Session } from './session.ts'

export type CheckPlan = {
  /** The lesson's id. */
  lesson: string
  check: Check
  /** The folder with the learner's `exercise.ts`. */
  folder: string
  command?: string | undefined
  seed?: number | undefined
  /** Leaves out the steps that take long: for a check at each save. */
  isQuick?: boolean
  /** Ends the run early; its report is then incomplete and shouldn't be shown. */
  signal?: AbortSignal | undefined
}

type Server = { program: Program; port: number; host: string }

const readyLimitMs = { preload: 3_000, command: 15_000 }
const busyTries = 3

/** Runs a check to its first mistake or its end. Never rejects because of the learner's program. */
export async function runCheck(plan: CheckPlan): Promise<Report> {
  const start = performance.now()
  const { check, lesson, seed = Math.floor(Math.random() * 1_000_000) } = plan
  const steps: StepReport[] = check.steps.map(({ title }) => ({ title, state: 'open' }))
  const report = (finding?: ReportedFinding): Report => ({
    lesson, seed, steps, passed: finding === undefined, durationMs: performance.now() - start,
    ...(finding === undefined ? {} : { finding }),
  })
  if (plan.signal?.aborted) return { ...report(), passed: false }
  const server = check.kind === 'server' ? await startServer(plan) : undefined
  if (server !== undefined && 'finding' in server) return report(server.finding)
  try {
    for (const [index, step] of check.steps.entries()) {
      if (plan.signal?.aborted) return { ...report(), passed: false }
      const session = createSession({ ...plan, server, fresh: createFresh(seed, index) })
      const result = await runStep(step, { session, plan, server })
      steps[index] = result.step
      if (result.finding !== undefined) return report(result.finding)
    }
    return report()
  } finally {
    await server?.program.stop()
  }
}

async function startServer(plan: CheckPlan): Promise<Server | { finding: ReportedFinding }> {
  const limit = plan.command === undefined ? readyLimitMs.preload : readyLimitMs.command
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort()
    const { folder, command } = plan
    const program = startProgram({ folder, command, variables: { PORT: String(port) } })
    const stop = () => void program.stop()
    if (plan.signal?.aborted) stop()
    plan.signal?.addEventListener('abort', stop, { once: true })
    const readiness = await waitUntilReady(program, port, limit)
    if (readiness.state === 'ready') return { program, port, host: readiness.host }
    await program.stop()
    plan.signal?.removeEventListener('abort', stop)
    // Another program took our port in between, so it isn't the learner's mistake.
    const wasTaken = readiness.id === 'port-busy' && program.output().includes(`:${port}`)
    if (wasTaken && tries < busyTries) continue
    const { id, actual } = readiness
    return { finding: describe(plan.check, id, { actual, traces: tracesOf(program) }) }
  }
}

type StepResult = { step: StepReport; finding?: ReportedFinding }
type Running = { session: Session; plan: CheckPlan; server: Server | undefined }

async function runStep(step: Step, running: Running): Promise<StepResult> {
  const { title } = step
  const { session, plan, server } = running
  if (step.onDemand && plan.isQuick) {
    return { step: { title, state: 'skipped', note: 'Takes long: runs when you start the check' } }
  }
  try {
    await withinDeadline(step, session)
    const ending = server?.program.ending()
    if (ending !== undefined) throw new Failure(ending.code === 0 ? 'exited' : 'crashed', {})
    return { step: { title, state: 'passed' } }
  } catch (error) {
    if (error instanceof Skip) return { step: { title, state: 'skipped', note: error.message } }
    const finding = await explain(error, running)
    return { step: { title, state: 'failed' }, finding }
  } finally {
    await session.close()
  }
}

async function withinDeadline(step: Step, session: Session): Promise<void> {
  let cancel = () => {}
  const deadline = new Promise<never>((_resolve, reject) => {
    cancel = startLimit(step.deadlineMs, () => session.processIds(), () => {
      const seconds = step.deadlineMs / 1000
      reject(new Failure('too-slow', { actual: `The step wasn't done after ${seconds} seconds` }))
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
  const { session, plan, server } = running
  const { check } = plan
  const program = server?.program
  if (!(error instanceof Failure)) return describeOwnMistake(error)
  const { evidence } = error
  const turns = evidence.exchange?.turns ?? session.lastTurns()
  const { id, actual } = server === undefined
    ? { id: error.id, actual: evidence.actual }
    : await findCause({ id: error.id, actual: evidence.actual }, server)
  return describe(check, id, {
    traces: program === undefined ? session.lastRun() : tracesOf(program),
    turns, mark: evidence.mark,
    port: session.isRepeatable() ? server?.port : undefined,
    ...(evidence.expected === undefined ? {} : { expected: evidence.expected }),
    ...(actual === undefined ? {} : { actual }),
  })
}

type Facts = Omit<Parameters<typeof toReportedFinding>[0], 'id' | 'texts'> & {
  traces: Traces | undefined
}

function tracesOf(program: Program): Traces {
  return { output: program.output(), events: program.events() }
}

function describe(check: Check, id: string, { traces, ...facts }: Facts): ReportedFinding {
  const texts: Finding = check.findings[id] ?? commonTexts(id)
  const crash = traces === undefined ? {} : placeCrash(traces)
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
    title: "The check itself has a bug: that's our mistake, not yours",
    why: 'The check ended with an error that it should have handled.',
    hint: 'Report it with the text below.',
    read: 'lesson:start-here',
    wire: [],
    output,
  }
}
