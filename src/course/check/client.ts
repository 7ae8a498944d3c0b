// The check as a client of one server program: it connects, sends requests, and remembers every
// connection, so that all of them are closed after the step.

import type { Evidence, RequestPlan } from './check.ts'
import type { CommonId } from './commonFindings.ts'
import type { HttpExchange } from './exchange.ts'
import type { Gathering } from './gathering.ts'
import { openConnection, type ConnectPlan, type RawConnection } from './rawConnection.ts'
import { toByteText } from './report.ts'
import { formatRequest, receiveAnswer } from './request.ts'
import type { Server } from './server.ts'

export type Client = {
  connect(plan?: ConnectPlan): Promise<RawConnection>
  send(plan: RequestPlan): Promise<HttpExchange>
}

export type ClientPlan = {
  server: Server
  /** Aborted when the step is over. */
  closing: AbortSignal
  gathering: Gathering
  /** Ends the step with a mistake of this server. */
  fail(id: CommonId, evidence: Evidence): never
  onConnection(connection: RawConnection, plan: ConnectPlan | undefined): void
}

/** Makes a client. It goes where the server is now: a start again may have given another port. */
export function createClient(
  { server, closing, gathering, fail, onConnection }: ClientPlan,
): Client {
  const connect = async (plan?: ConnectPlan): Promise<RawConnection> => {
    if (closing.aborted) throw new Error('The step is over')
    const { host, port, program: { processId } } = server
    const first = await openConnection({ host, port, processId }, plan)
    // As clients do with the name localhost: the other address of this machine is tried as well.
    const connection = isRefused(first) && host !== '::1'
      ? await openConnection({ host: '::1', port, processId }, plan) : first
    onConnection(connection, plan)
    if (closing.aborted) connection.destroy()
    return connection
  }
  const send = async (plan: RequestPlan): Promise<HttpExchange> => {
    const connection = await connect()
    if (isRefused(connection)) {
      return fail('stopped-listening', refusalOf(server.port))
    }
    const request = formatRequest(plan, `localhost:${server.port}`)
    await gathering.untilGathered
    connection.write(request)
    const outcome = await receiveAnswer(connection, plan)
    if (!('answer' in outcome)) {
      const { id, actual, problem } = outcome
      return fail(id, { exchange: connection, actual, mark: problem })
    }
    return { turns: connection.turns, request: toByteText(request), answer: outcome.answer }
  }
  return { connect, send }
}

/** What is said of a port on which nobody listens. */
export function refusalOf(port = 0): { actual: string } {
  return { actual: `Port ${port} refuses connections` }
}

/** Says whether nobody listened at the other end. */
export function isRefused({ error }: RawConnection): boolean {
  return error !== undefined && 'code' in error && error.code === 'ECONNREFUSED'
}
