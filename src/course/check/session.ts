// The tools of one step, and everything that the step opened, so that all of it is closed again.

import { existsSync } from 'node:fs'
import type { Evidence, RequestPlan, Tools } from './check.ts'
import { findSyntaxError } from './crash.ts'
import type { HttpExchange } from './exchange.ts'
import { serveDns } from './dnsTarget.ts'
import { Failure, Skip } from './failure.ts'
import { listFiles } from './listFiles.ts'
import type { Fresh } from './fresh.ts'
import { runProgram, type Program, type ProgramRun, type RunPlan } from './program.ts'
import { openConnection, type ConnectPlan, type RawConnection } from './rawConnection.ts'
import { toByteText, type WireTurn } from './report.ts'
import { formatRequest, receiveAnswer } from './request.ts'
import { serveHttp, serveTcp, type HttpTarget } from './targets.ts'

export type Session = {
  tools: Tools
  /** What the newest connection of the step sent and received. */
  lastTurns(): readonly WireTurn[]
  /** The newest run of a client program that has ended. */
  lastRun(): ProgramRun | undefined
  /** The processes of the learner's program: the server, or each run of a client. */
  processIds(): readonly number[]
  /**
   * Whether a plain request repeats what the step did: it didn't speak TLS, and all files that it
   * had made when it found the mistake are still there.
   */
  isRepeatable(): boolean
  close(): Promise<void>
}

export type SessionPlan = {
  folder: string
  command?: string | undefined
  fresh: Fresh
  server: { program: Program; port: number; host: string } | undefined
  signal?: AbortSignal | undefined
}

const usualRunMs = 3_000

/** Makes the tools for one step. */
export function createSession({ folder, command, fresh, server, signal }: SessionPlan): Session {
  const connections: RawConnection[] = []
  const closers: (() => void)[] = []
  const runs: Promise<ProgramRun>[] = []
  const processIds = server === undefined ? [] : [server.program.processId]
  const closing = new AbortController()
  let output = ''
  let hasSpokenTls = false
  let lastTarget: HttpTarget | undefined
  let lastRun: ProgramRun | undefined

  let filesAtFailure: readonly string[] = []
  const fail = (id: string, evidence: Evidence = {}): never => {
    filesAtFailure = listFiles(folder)
    throw new Failure(id, evidence)
  }
  const keep = <Target extends { close(): void }>(target: Target): Target => {
    if (closing.signal.aborted) target.close()
    else closers.push(target.close)
    return target
  }
  const connect = async (plan?: ConnectPlan): Promise<RawConnection> => {
    if (server === undefined) throw new Error("A client program doesn't listen on a port")
    if (closing.signal.aborted) throw new Error('The step is over')
    const { host, port, program: { processId } } = server
    const first = await openConnection({ host, port, processId }, plan)
    hasSpokenTls ||= plan?.tls !== undefined
    // As clients do with the name localhost: the other address of this machine is tried as well.
    const connection = isRefused(first) && host !== '::1'
      ? await openConnection({ host: '::1', port, processId }, plan) : first
    connections.push(connection)
    if (closing.signal.aborted) connection.destroy()
    return connection
  }
  const send = async (plan: RequestPlan): Promise<HttpExchange> => {
    const connection = await connect()
    if (isRefused(connection)) return fail('stopped-listening', refusalOf(server?.port))
    const request = formatRequest(plan, `localhost:${server?.port ?? 0}`)
    connection.write(request)
    const outcome = await receiveAnswer(connection, plan)
    if (!('answer' in outcome)) {
      const { id, actual, problem } = outcome
      return fail(id, { exchange: connection, actual, mark: problem })
    }
    return { turns: connection.turns, request: toByteText(request), answer: outcome.answer }
  }
  const run = async ({ args, variables, timeoutMs = usualRunMs }: RunPlan = {}) => {
    if (closing.signal.aborted) throw new Error('The step is over')
    const running = runProgram(
      { folder, command, ...(args && { args }), ...(variables && { variables }) },
      {
        timeoutMs, onStart: ({ processId }) => void processIds.push(processId),
        signal: AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]),
      },
    )
    runs.push(running)
    lastRun = await running
    output += lastRun.output
    if (lastRun.exitCode === 127) {
      return fail('command-not-found', { actual: lastRun.output.trim() })
    }
    const mistake = findSyntaxError(lastRun)
    if (lastRun.exitCode !== 0 && mistake !== undefined) {
      return fail('syntax-error', { actual: mistake })
    }
    return lastRun
  }
  return {
    tools: {
      fresh, fail, connect, send, run,
      port: server?.port ?? 0,
      folder,
      output: () => output + (server?.program.output() ?? ''),
      async serveHttp() {
        lastTarget = keep(await serveHttp())
        return lastTarget
      },
      async serveTcp(options) {
        return keep(await serveTcp(options))
      },
      async serveDns(names) {
        return keep(await serveDns(names))
      },
      skip(reason) {
        throw new Skip(reason)
      },
    },
    lastTurns: () => connections.at(-1)?.turns ?? lastTarget?.requests.at(-1)?.turns ?? [],
    lastRun: () => lastRun,
    processIds: () => processIds,
    isRepeatable: () => !hasSpokenTls && filesAtFailure.every((path) => existsSync(path)),
    async close() {
      // A step that was too slow may still be at work.
      closing.abort()
      await Promise.all(runs)
      for (const connection of connections) connection.destroy()
      for (const close of closers) close()
    },
  }
}

/** What a report says about a port on which nobody listens. */
export function refusalOf(port = 0): { actual: string } {
  return { actual: `Port ${port} refuses connections` }
}

/** Says whether nobody listened at the other end. */
export function isRefused({ error }: RawConnection): boolean {
  return error !== undefined && 'code' in error && error.code === 'ECONNREFUSED'
}
