// Runs a check. That of a project lesson goes on with the checks of all earlier lessons of the
// project, each with the program started anew, because what worked must still work.

import type { Check } from './check.ts'
import type { Report, ReportedFinding, StepReport } from './report.ts'
import type { ServerPlan } from './server.ts'
import { walk, type Walk, type WalkPlan } from './walk.ts'

/** `folder` has the learner's program. An aborted run's report says too little to be shown. */
export type CheckPlan = Omit<ServerPlan, 'variables'> & {
  /** The lesson's id. */
  lesson: string
  check: Check
  seed?: number | undefined
  /** Leaves out the steps that take long: for a check at each save. */
  isQuick?: boolean
  /** Project lessons: the earlier ones, in order. */
  earlier?: readonly EarlierCheck[]
} & Pick<WalkPlan, 'onFinding'>

type EarlierCheck = {
  number: number
  title: string
  check: Check
  /** Whether the learner has passed it. */
  hasPassed: boolean
}

// More steps than a check has: each step of a run gets fresh data of its own.
const saltOfNext = 100

/** Runs a check to its first mistake or its end. Never rejects because of the learner's program. */
export async function runCheck(plan: CheckPlan): Promise<Report> {
  const start = performance.now()
  const { check, earlier = [], lesson, seed = Math.floor(Math.random() * 1_000_000) } = plan
  const report = (steps: readonly StepReport[], finding?: ReportedFinding): Report => ({
    lesson, seed, steps,
    passed: finding === undefined && plan.signal?.aborted !== true,
    durationMs: performance.now() - start,
    ...(finding === undefined ? {} : { finding }),
  })
  const open = [...check.steps, ...earlier.map((each) => ({ title: titleOf(each) }))]
    .map(({ title }): StepReport => ({ title, state: 'open' }))
  if (plan.signal?.aborted) return report(open)
  const own = await walk({ ...plan, seed, salt: 0 })
  const steps = [...own.steps, ...open.slice(own.steps.length)]
  if (own.finding !== undefined) return report(steps, own.finding)
  for (const [index, each] of earlier.entries()) {
    if (plan.signal?.aborted) break
    const again = await repeat(each, { ...plan, seed, salt: (index + 1) * saltOfNext })
    steps[check.steps.length + index] = again.step
    if (again.finding !== undefined) return report(steps, again.finding)
  }
  return report(steps)
}

type Repeated = { step: StepReport; finding?: ReportedFinding }

async function repeat(earlier: EarlierCheck, plan: WalkPlan): Promise<Repeated> {
  const { number, hasPassed, check } = earlier
  const { steps, finding }: Walk = await walk({ ...plan, check })
  const title = titleOf(earlier)
  const skipped = steps.filter(({ state }) => state === 'skipped').length
  if (finding === undefined) {
    const note = skipped === 1 ? '1 step was skipped' : `${skipped} steps were skipped`
    return { step: { title, state: 'passed', ...(skipped === 0 ? {} : { note }) } }
  }
  // It claims no more than is known: who skipped lesson 24 has never seen it work.
  const before = hasPassed ? `This worked in lesson ${number}` : `Lesson ${number} asks for this`
  const note = steps.find(({ state }) => state === 'failed')?.title
  return {
    step: { title, state: 'failed', ...(note === undefined ? {} : { note }) },
    finding: { ...finding, title: `${before}: ${finding.title}` },
  }
}

function titleOf({ number, title }: EarlierCheck): string {
  return `Lesson ${number} still works: ${title}`
}
