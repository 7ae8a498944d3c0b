// How a lesson's check is written: named findings, and steps that talk to the learner's program and
// report one of them. The names and sentences live here with the lesson; how bytes travel, how a
// program is started and how a report looks is the engine's.
//
//   export const check = defineCheck({
//     findings: { 'no-blank-line': { title: '…', why: '…', hint: '…', read: 'RFC 9112, section 2.1' } },
//     steps: [step('GET / is answered', async ({ send, fail }) => {
//       const exchange = await send({ method: 'GET', target: '/' })
//       if (exchange.answer.status !== 200) fail('wrong-status', { exchange, mark: 'status' })
//     })],
//   })

import type { Exchange, Mark } from './exchange.ts'
import type { Fresh } from './fresh.ts'
import type { RawConnection } from './rawConnection.ts'
import type { ServedRequest, TestServer } from './testServer.ts'

/** A mistake that a check can name. All texts are sentences for somebody who just made it. */
export type Finding = {
  /** What is wrong, in one line: `You answered 200 to a POST that created something`. */
  title: string
  /** Why it is wrong, or what it does to a client. */
  why: string
  /** A question or a pointer, never the solution. */
  hint: string
  /** Where to read: `RFC 9110, section 15.3.2`, or a lesson's id. */
  read: string
}

/** What a step tells beside the name of the finding. */
export type Evidence = {
  /** What was sent and what came back; the report shows its bytes. */
  exchange?: Exchange
  /** The part of the answer that is wrong. */
  mark?: Mark
  expected?: string
  actual?: string
}

export type RequestPlan = {
  method: string
  target: string
  /** Sent as written, in this order; Host and Connection are added when they are missing. */
  headers?: readonly (readonly [name: string, value: string])[]
  body?: string | Uint8Array
}

/** What a step works with. Each step starts with the same running program. */
export type Tools<Id extends string = string> = {
  /** Fresh random names and numbers: others in every run, the same for the same seed. */
  fresh: Fresh
  port: number
  /** Sends one request over a connection of its own and reads the whole answer. */
  send(plan: RequestPlan): Promise<Exchange>
  /** Opens a connection to write and read bytes by hand. */
  connect(): Promise<RawConnection>
  /** For exercises in which the learner's program is the client: what it sent to us so far. */
  server: TestServer
  /** Waits for the next request of a client program. */
  nextRequest(timeoutMs?: number): Promise<ServedRequest>
  /** What the program has printed so far. */
  output(): string
  /** Ends the step with a finding. */
  fail(id: Id, evidence?: Evidence): never
}

export type Step<Id extends string = string> = {
  title: string
  /** How long the step may take; 3 seconds unless it says so. */
  deadlineMs: number
  run(tools: Tools<Id>): Promise<void>
}

export type Check<Id extends string = string> = {
  /** `server`: the program listens on $PORT. `client`: it is run and talks to us at $TARGET. */
  kind: 'server' | 'client'
  findings: Readonly<Record<Id, Finding>>
  steps: readonly Step<Id>[]
}

const usualDeadlineMs = 3_000

/** Makes a check; the findings' names give the type of `fail`. */
export function defineCheck<Id extends string>(check: {
  kind?: 'server' | 'client'
  findings: Readonly<Record<Id, Finding>>
  steps: readonly Step<NoInfer<Id>>[]
}): Check<Id> {
  return { kind: 'server', ...check }
}

/** Makes a step. */
export function step<Id extends string>(
  title: string,
  run: (tools: Tools<Id>) => Promise<void>,
  deadlineMs = usualDeadlineMs,
): Step<Id> {
  return { title, deadlineMs, run }
}
