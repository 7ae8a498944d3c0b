// The tools of one step, and everything that the step opened, so that all of it is closed again.

import { existsSync } from 'node:fs'
import type { Evidence, ServerControl, Tools } from './check.ts'
import { createClient, type Client } from './client.ts'
import { ClientRuns } from './clientRuns.ts'
import { Copies } from './copies.ts'
import { createDatabaseTools } from './databaseTools.ts'
import { serveDns } from './dnsTarget.ts'
import { Failure, Skip, type Culprit } from './failure.ts'
import type { Fresh } from './fresh.ts'
import { Gathering } from './gathering.ts'
import { listFiles } from './listFiles.ts'
import type { ProgramRun } from './program.ts'
import type { RawConnection } from './rawConnection.ts'
import type { WireTurn } from './report.ts'
import type { Server, ServerPlan } from './server.ts'
import { serveHttp, serveTcp, type HttpTarget } from './targets.ts'

export { isRefused } from './client.ts'

export type SessionPlan = ServerPlan & {
  fresh: Fresh
  /** Undefined for a client program. */
  server: Server | undefined
  /** The file that DATABASE names. */
  database: string
}

/** One step's work with the learner's program. */
export class Session {
  readonly tools: Tools
  readonly #plan: SessionPlan
  readonly #runs: ClientRuns
  readonly #copies: Copies
  readonly #gathering = new Gathering()
  readonly #closing = new AbortController()
  readonly #connections: RawConnection[] = []
  readonly #closers: (() => void)[] = []
  #lastTarget: HttpTarget | undefined
  #hasSpokenTls = false
  #hasControlled = false
  #filesAtFailure: readonly string[] = []

  constructor(plan: SessionPlan) {
    const { folder, command, file, signal } = plan
    this.#plan = plan
    const closing = this.#closing.signal
    this.#runs = new ClientRuns({
      folder, command, file, fail: (id, evidence) => this.#fail(id, evidence),
      signal: AbortSignal.any([closing, ...(signal ? [signal] : [])]),
    })
    this.#copies = new Copies({
      ...plan,
      clientOf: (server) => this.#clientOf(server),
      failStart: (actual, culprit) => this.#fail('no-second-copy', { actual }, culprit),
    })
    this.tools = this.#createTools()
  }

  /** What the newest connection of the step sent and received. */
  lastTurns(): readonly WireTurn[] {
    return this.#connections.at(-1)?.turns ?? this.#lastTarget?.requests.at(-1)?.turns ?? []
  }

  /** The newest run of a client program that has ended. */
  lastRun(): ProgramRun | undefined {
    return this.#runs.last
  }

  /** What the copies of the step have printed. */
  copiesOutput(): string {
    return this.#copies.output()
  }

  /** The processes of the learner's program: the server, or each run of a client. */
  processIds(): readonly number[] {
    const { server } = this.#plan
    const own = server === undefined ? [] : [server.program.processId]
    return [...own, ...this.#copies.processIds(), ...this.#runs.processIds]
  }

  /**
   * Whether a plain request repeats what the step did: it didn't speak TLS, restart the program or
   * change its database, and all files that it had made when it found the mistake are still there.
   */
  isRepeatable(): boolean {
    if (this.#hasSpokenTls || this.#hasControlled) return false
    return this.#filesAtFailure.every((path) => existsSync(path))
  }

  async close(): Promise<void> {
    // A step that was too slow may still be at work.
    this.#closing.abort()
    await this.#runs.close()
    for (const connection of this.#connections) connection.destroy()
    for (const close of this.#closers) close()
    await this.#copies.close()
  }

  #createTools(): Tools {
    const { folder, fresh, server, database } = this.#plan
    const client = server === undefined ? undefined : this.#clientOf(server)
    const runs = this.#runs
    return {
      fresh, folder,
      ...createDatabaseTools(database, {
        isInUse: () => !this.#server().isDown,
        onChange: () => (this.#hasControlled = true),
      }),
      ...this.#createControl(),
      ...this.#createTargets(),
      connect: async (plan) => (client ?? this.#clientOf(this.#server())).connect(plan),
      send: async (plan) => (client ?? this.#clientOf(this.#server())).send(plan),
      get port() {
        return server?.port ?? 0
      },
      together: (work) => this.#gathering.meet(
        [this.#server(), ...this.#copies.servers].map(({ program }) => program), work),
      run: (plan) => runs.run(plan),
      output: () => runs.output + (server?.output() ?? ''),
      events: () => server?.program.events() ?? runs.last?.events ?? [],
      fail: (id, evidence) => this.#fail(id, evidence),
      skip(reason) {
        throw new Skip(reason)
      },
    }
  }

  #createControl(): ServerControl & Pick<Tools, 'startCopy'> {
    const controlled = () => {
      this.#hasControlled = true
      return this.#server()
    }
    return {
      stop: async () => controlled().stop(),
      kill: async () => controlled().kill(),
      start: async (variables) => controlled().start(variables),
      tryStart: async (variables) => controlled().tryStart(variables),
      startCopy: async (variables) => {
        if (this.#closing.signal.aborted) throw new Error('The step is over')
        controlled()
        return this.#copies.start(variables)
      },
    }
  }

  #createTargets(): Pick<Tools, 'serveHttp' | 'serveTcp' | 'serveDns'> {
    return {
      serveHttp: async () => (this.#lastTarget = this.#keep(await serveHttp())),
      serveTcp: async (options) => this.#keep(await serveTcp(options)),
      serveDns: async (names) => this.#keep(await serveDns(names)),
    }
  }

  #server(): Server {
    const { server } = this.#plan
    if (server !== undefined) return server
    throw new Error('A client program listens on no port')
  }

  #clientOf(server: Server): Client {
    return createClient({
      server, closing: this.#closing.signal, gathering: this.#gathering,
      fail: (id, evidence) => this.#fail(id, evidence, server),
      onConnection: (connection, plan) => {
        this.#connections.push(connection)
        this.#hasSpokenTls ||= plan?.tls !== undefined
      },
    })
  }

  #fail(id: string, evidence: Evidence = {}, culprit?: Culprit): never {
    this.#filesAtFailure = listFiles(this.#plan.folder)
    throw new Failure(id, evidence, culprit)
  }

  #keep<Target extends { close(): void }>(target: Target): Target {
    if (this.#closing.signal.aborted) target.close()
    else this.#closers.push(() => target.close())
    return target
  }
}
