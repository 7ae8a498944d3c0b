// The tools of one step, and everything that the step opened, so that all of it is closed again.

import { existsSync } from 'node:fs'
import type { Evidence, Tools } from './check.ts'
import { createClient, type Client } from './client.ts'
import { Copies } from './copies.ts'
import { findSyntaxError } from './crash.ts'
import { createDatabaseTools } from './databaseTools.ts'
import { serveDns } from './dnsTarget.ts'
import { Failure, Skip, type Culprit } from './failure.ts'
import { listFiles } from './listFiles.ts'
import type { Fresh } from './fresh.ts'
import { runProgram, type ProgramRun, type RunPlan } from './program.ts'
import type { RawConnection } from './rawConnection.ts'
import type { WireTurn } from './report.ts'
import type { Server, ServerPlan } from './server.ts'
import { serveHttp, serveTcp, type HttpTarget } from './targets.ts'

export { isRefused } from './client.ts'

export type Session = {
  tools: Tools
  /** What the newest connection of the step sent and received. */
  lastTurns(): readonly WireTurn[]
  /** The newest run of a client program that has ended. */
  lastRun(): ProgramRun | undefined
  /** The processes of the learner's program: the server, or each run of a client. */
  processIds(): readonly number[]
  /**
   * Whether a plain request repeats what the step did: it didn't speak TLS or restart the program,
   * and all files that it had made when it found the mistake are still there.
   */
  isRepeatable(): boolean
  close(): Promise<void>
}

export type SessionPlan = ServerPlan & {
  fresh: Fresh
  server: Server | undefined
  /** The file that DATABASE names. */
  database: string
}

const usualRunMs = 3_000

/** Makes the tools for one step. */
export function createSession(plan: SessionPlan): Session {
  const { folder, command, file, fresh, server, signal, database } = plan
  const connections: RawConnection[] = []
  const closers: (() => void)[] = []
  const runs: Promise<ProgramRun>[] = []
  const runIds: number[] = []
  const closing = new AbortController()
  let output = ''
  let hasSpokenTls = false
  let hasControlled = false
  let lastTarget: HttpTarget | undefined
  let lastRun: ProgramRun | undefined

  let filesAtFailure: readonly string[] = []
  const failFor = (culprit?: Culprit) => (id: string, evidence: Evidence = {}): never => {
    filesAtFailure = listFiles(folder)
    throw new Failure(id, evidence, culprit)
  }
  const fail = failFor()
  const keep = <Target extends { close(): void }>(target: Target): Target => {
    if (closing.signal.aborted) target.close()
    else closers.push(target.close)
    return target
  }
  const clientOf = (own: Server): Client => createClient({
    server: own, closing: closing.signal, fail: failFor(own),
    onConnection(connection, connectPlan) {
      connections.push(connection)
      hasSpokenTls ||= connectPlan?.tls !== undefined
    },
  })
  const own = (): Server => {
    if (server !== undefined) return server
    throw new Error('A client program listens on no port')
  }
  const client = server === undefined ? undefined : clientOf(server)
  const run = async ({ args, variables, timeoutMs = usualRunMs }: RunPlan = {}) => {
    if (closing.signal.aborted) throw new Error('The step is over')
    const running = runProgram(
      { folder, command, file, ...(args && { args }), ...(variables && { variables }) },
      {
        timeoutMs, onStart: ({ processId }) => void runIds.push(processId),
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
  const copies = new Copies({
    ...plan, clientOf,
    failStart: (actual, culprit) => failFor(culprit)('no-second-copy', { actual }),
  })
  return {
    tools: {
      ...createDatabaseTools(database, {
        isInUse: () => !own().isDown,
        onChange: () => (hasControlled = true),
      }),
      fresh, fail, run, folder,
      connect: async (connectPlan) => (client ?? clientOf(own())).connect(connectPlan),
      send: async (requestPlan) => (client ?? clientOf(own())).send(requestPlan),
      get port() {
        return server?.port ?? 0
      },
      output: () => output + (server?.output() ?? ''),
      events: () => server?.program.events() ?? lastRun?.events ?? [],
      async stop() {
        hasControlled = true
        return own().stop()
      },
      async kill() {
        hasControlled = true
        return own().kill()
      },
      start: async (variables) => own().start(variables),
      tryStart: async (variables) => own().tryStart(variables),
      async startCopy(variables) {
        if (closing.signal.aborted) throw new Error('The step is over')
        hasControlled = true
        own()
        return copies.start(variables)
      },
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
    processIds: () => [
      ...(server === undefined ? [] : [server.program.processId]),
      ...copies.processIds(), ...runIds,
    ],
    isRepeatable: () =>
      !hasSpokenTls && !hasControlled && filesAtFailure.every((path) => existsSync(path)),
    async close() {
      // A step that was too slow may still be at work.
      closing.abort()
      await Promise.all(runs)
      for (const connection of connections) connection.destroy()
      for (const close of closers) close()
      await copies.close()
    },
  }
}
