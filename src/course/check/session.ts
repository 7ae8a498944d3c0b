// The tools of one step, and everything that the step opened, so that all of it is closed again.

import type { Evidence, RequestPlan, Tools } from './check.ts'
import type { HttpExchange } from './exchange.ts'
import { serveDns } from './dnsTarget.ts'
import { Failure, Skip } from './failure.ts'
import type { Fresh } from './fresh.ts'
import { runProgram, type Program, type ProgramRun, type RunPlan } from './program.ts'
import { openConnection, type ConnectPlan, type RawConnection } from './rawConnection.ts'
import { toByteText, type WireTurn } from './report.ts'
import { formatRequest, receiveAnswer } from './request.ts'
import { serveHttp, serveTcp, type HttpTarget } from './targets.ts'

export type Session = {
  tools: Tools
  /** What the newest connection of the step talked. */
  lastTurns(): readonly WireTurn[]
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
  let output = ''
  let lastTarget: HttpTarget | undefined

  const fail = (id: string, evidence: Evidence = {}): never => {
    throw new Failure(id, evidence)
  }
  const connect = async (plan?: ConnectPlan): Promise<RawConnection> => {
    if (server === undefined) throw new Error('A client program listens on no port')
    const connection = await openConnection(server, plan)
    connections.push(connection)
    return connection
  }
  const send = async (plan: RequestPlan): Promise<HttpExchange> => {
    const connection = await connect()
    const request = formatRequest(plan, `localhost:${server?.port ?? 0}`)
    connection.write(request)
    const outcome = await receiveAnswer(connection, plan)
    if (!('answer' in outcome)) {
      const { id, actual, problem } = outcome
      return fail(id, { exchange: connection, actual, mark: problem })
    }
    return { turns: connection.turns, request: toByteText(request), answer: outcome.answer }
  }
  const run = async ({ args, variables, timeoutMs = usualRunMs }: RunPlan = {}): Promise<ProgramRun> => {
    const result = await runProgram(
      { folder, command, ...(args && { args }), ...(variables && { variables }) },
      { timeoutMs, signal },
    )
    output += result.output
    return result
  }
  return {
    tools: {
      fresh, fail, connect, send, run,
      port: server?.port ?? 0,
      folder,
      output: () => output + (server?.program.output() ?? ''),
      async serveHttp() {
        lastTarget = await serveHttp()
        closers.push(lastTarget.close)
        return lastTarget
      },
      async serveTcp(options) {
        const target = await serveTcp(options)
        closers.push(target.close)
        return target
      },
      async serveDns(names) {
        const target = await serveDns(names)
        closers.push(target.close)
        return target
      },
      skip(reason) {
        throw new Skip(reason)
      },
    },
    lastTurns: () => connections.at(-1)?.turns ?? lastTarget?.requests.at(-1)?.turns ?? [],
    async close() {
      for (const connection of connections) connection.destroy()
      for (const close of closers) close()
    },
  }
}
