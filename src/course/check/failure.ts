// How a step ends before its last line: with a mistake that was found, or because it cannot be done
// on this machine.

import type { Evidence } from './check.ts'
import type { Server } from './server.ts'

/** A step found a mistake. */
export class Failure extends Error {
  readonly id: string
  readonly evidence: Evidence
  /** The program that made it, when that's certain. */
  readonly server: Server | undefined

  constructor(id: string, evidence: Evidence, server?: Server) {
    super(id)
    this.name = 'Failure'
    this.id = id
    this.evidence = evidence
    this.server = server
  }
}

/** A step cannot be done here; the message says why. */
export class Skip extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Skip'
  }
}
