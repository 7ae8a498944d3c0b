// How the check of a lesson is written: mistakes with a name, and steps that talk to the learner's
// program and report one of them. The names and sentences are the lesson's; this folder sends the
// bytes and starts the program.
//
//   export const check = defineCheck({
//     findings: {
//       'wrong-status': { title: "GET / doesn't get status 200", why: '…', hint: '…', … },
//     },
//     steps: [
//       step('GET / gets the status 200', async ({ send, fail }) => {
//         const exchange = await send({ target: '/' })
//         if (exchange.answer.status !== 200) fail('wrong-status', { exchange, mark: 'status' })
//       }),
//     ],
//   })

import type { CommonId } from './commonFindings.ts'
import type { DnsTarget } from './dnsTarget.ts'
import type { ProgramEvent } from './events.ts'
import type { Exchange, HttpExchange, Mark } from './exchange.ts'
import type { Finding } from './finding.ts'
import type { Fresh } from './fresh.ts'
import type { Ending, ProgramRun, RunPlan } from './program.ts'
import type { ConnectPlan, RawConnection } from './rawConnection.ts'
import type { HttpTarget, TcpTarget, TcpTargetOptions } from './targets.ts'

/** What a step adds to the name of the finding. */
export type Evidence = {
  /** What was sent and what came back: the report shows these bytes. */
  exchange?: Exchange | undefined
  /** The part that is wrong. */
  mark?: Mark | undefined
  expected?: string
  actual?: string
}

export type RequestPlan = {
  /** GET unless said otherwise. */
  method?: string
  target: string
  /** Sent as written and in this order. Host and Connection: close are added when missing. */
  headers?: readonly (readonly [name: string, value: string])[]
  /** A Content-Length is added, unless the headers have one or a Transfer-Encoding. */
  body?: string | Uint8Array
  /** How long a response may take; 2 seconds unless said otherwise. */
  timeoutMs?: number
}

/** A row of a database, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>

type Variables = Readonly<Record<string, string>>

/** What can be done with a server program as a process. */
export type ServerControl = {
  /**
   * Ends it with SIGTERM, as a hosting service does, and waits until it has ended. Windows has no
   * signals: there it does the same as `kill`.
   */
  stop(): Promise<Ending>
  /** Ends it at once, in the middle of its work, as `kill -9` and a crash do. */
  kill(): Promise<void>
  /**
   * Starts it again after `stop` or `kill`, on the same folder and database, and with these
   * variables too. It gets the same port, unless another program has taken it since.
   */
  start(variables?: Variables): Promise<void>
  /**
   * The same for a program that may refuse to start: the step goes on when it ends instead of
   * listening.
   */
  tryStart(variables?: Variables): Promise<StartAttempt>
}

/** What became of a start. */
export type StartAttempt = {
  isListening: boolean
  /** The exit code of a program that ended by itself. */
  code: number | undefined
  /** What it has printed since this start. */
  output: string
}

/** Another copy of the program on a port of its own. */
export type ServerCopy = ServerControl & Pick<Tools, 'port' | 'send' | 'connect' | 'output'>

/**
 * What a step works with. All steps of a run talk to the same program: it is started again before
 * the next step when one has ended it.
 */
export type Tools<Id extends string = string> = ServerControl & {
  /** Fresh random names and numbers: others in every run, the same for the same seed. */
  fresh: Fresh
  /** The port that the program listens on; 0 for a client program. */
  readonly port: number
  /** The folder of the learner's program. */
  folder: string
  /**
   * Sends a request over a connection of its own and reads the whole response. Anything that isn't
   * a complete HTTP response ends the step with one of the common findings.
   */
  send(plan: RequestPlan): Promise<HttpExchange>
  /** Opens a connection, to write and read bytes by hand. */
  connect(plan?: ConnectPlan): Promise<RawConnection>
  /** Client programs: runs the program to its end with these arguments. */
  run(plan?: RunPlan): Promise<ProgramRun>
  /** Client programs: an HTTP server for the program to talk to; it records what arrives. */
  serveHttp(): Promise<HttpTarget>
  /** Client programs: a bare TCP server. */
  serveTcp(options: TcpTargetOptions): Promise<TcpTarget>
  /** Client programs: a name server that knows these names and their addresses. */
  serveDns(names: Readonly<Record<string, readonly string[]>>): Promise<DnsTarget>
  /**
   * Makes the requests that `work` sends meet in the program and its copies, which handle nothing
   * until all have arrived. (Only Node's programs, and not on Windows.)
   */
  together<Result>(work: () => Promise<Result>): Promise<Result>
  /** Starts another copy on the same folder and database. It ends with the step. */
  startCopy(variables?: Variables): Promise<ServerCopy>
  /** The file that DATABASE names: it isn't there when the run begins. */
  database: string
  /** Reads rows of that file, without changing anything in it. */
  query(sql: string, ...values: (string | number | null)[]): readonly Row[]
  /**
   * Runs statements in that file beside the program: adds rows, or a trigger that makes one of the
   * program's own statements fail. With values it has to be a single statement.
   */
  change(sql: string, ...values: (string | number | null)[]): void
  /**
   * While the program is stopped: puts a new file in the place of that file, made by these
   * statements. An empty text leaves none.
   */
  replaceDatabase(sql: string): void
  /** Counts the transactions that are committed to that file, by anybody, while `work` runs. */
  countCommits(work: () => Promise<unknown>): Promise<number>
  /** What the preload has told since the last start; empty for a program that isn't Node's. */
  events(): readonly ProgramEvent[]
  /** What the program has printed so far, both streams. */
  output(): string
  /** Ends the step with a finding. */
  fail(id: Id | CommonId, evidence?: Evidence): never
  /** Ends the step as skipped, and says why: `This machine has no IPv6`. */
  skip(reason: string): never
}

export type Step<Id extends string = string> = {
  title: string
  /** How long the step may take, in milliseconds. */
  deadlineMs: number
  /** Left out at a save, because it takes long; runs when the learner starts the check. */
  onDemand: boolean
  run(tools: Tools<Id>): Promise<void>
}

export type Check<Id extends string = string> = {
  /** `server`: the program listens on $PORT. `client`: a step runs it, as often as it likes. */
  kind: 'server' | 'client'
  /** Of the program's environment at each start, beside PORT and DATABASE. */
  variables?: Variables
  findings: Readonly<Record<Id, Finding>>
  steps: readonly Step<Id>[]
}

const usualDeadlineMs = 4_000

/**
 * Makes a check; the names of the findings give the type of `fail`. A finding with the name of a
 * common one (`no-answer`, say) replaces its texts in this lesson.
 */
export function defineCheck<const Id extends string>(check: {
  kind?: 'server' | 'client'
  variables?: Variables
  findings: Readonly<Record<Id, Finding>>
  steps: readonly Step<NoInfer<Id>>[]
}): Check<Id> {
  return { kind: 'server', ...check }
}

/** Makes a step. */
export function step<Id extends string>(
  title: string,
  run: (tools: Tools<Id>) => Promise<void>,
  { deadlineMs = usualDeadlineMs, onDemand = false }: Partial<Omit<Step, 'title' | 'run'>> = {},
): Step<Id> {
  return { title, deadlineMs, onDemand, run }
}
