// Further copies of the learner's server that a step starts beside the first one. They end with the
// step.

import type { ServerCopy } from './check.ts'
import type { Client } from './client.ts'
import type { Culprit } from './failure.ts'
import { Server, startServing, type ServerPlan } from './server.ts'

export type CopiesPlan = ServerPlan & {
  clientOf(server: Server): Client
  /** Ends the step, because a copy didn't start. */
  failStart(actual: string, culprit: Culprit): never
}

export class Copies {
  readonly #plan: CopiesPlan
  readonly #servers: Server[] = []
  readonly #starts: Promise<unknown>[] = []
  readonly #closing = new AbortController()

  constructor(plan: CopiesPlan) {
    this.#plan = plan
  }

  /** Starts a copy on a port of its own, with these variables too. */
  async start(variables: Readonly<Record<string, string>> = {}): Promise<ServerCopy> {
    const { signal, clientOf, failStart } = this.#plan
    const plan = {
      ...this.#plan, variables: { ...this.#plan.variables, ...variables },
      signal: AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]),
    }
    const starting = startServing(plan)
    this.#starts.push(starting)
    const serving = await starting
    if ('id' in serving) {
      const { actual, program } = serving
      return failStart(actual, { program, port: 0, host: '', isDown: true })
    }
    const server = new Server(plan, serving)
    this.#servers.push(server)
    return toCopy(server, clientOf(server))
  }

  /** Those that have been started in this step. */
  get servers(): readonly Server[] {
    return this.#servers
  }

  /** What they have printed, one after the other. */
  output(): string {
    return this.#servers.map((server) => server.output()).join('')
  }

  processIds(): readonly number[] {
    return this.#servers.map(({ program }) => program.processId)
  }

  /** Ends all copies, also those that are still starting. */
  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.all(this.#starts)
    await Promise.all(this.#servers.map((server) => server.close()))
  }
}

function toCopy(server: Server, { connect, send }: Client): ServerCopy {
  return {
    connect, send,
    get port() {
      return server.port
    },
    output: () => server.output(),
    stop: () => server.stop(),
    kill: () => server.kill(),
    start: (variables) => server.start(variables),
    tryStart: (variables) => server.tryStart(variables),
  }
}
