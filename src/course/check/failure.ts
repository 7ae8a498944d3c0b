// How a step ends early: because it found a mistake, or because it can't be done on this machine.

import type { Evidence } from './check.ts'

/** A step found a mistake. */
export class Failure extends Error {
  readonly id: string
  readonly evidence: Evidence

  constructor(id: string, evidence: Evidence) {
    super(id)
    this.name = 'Failure'
    this.id = id
    this.evidence = evidence
  }
}

/** A step cannot be done here; the message says why. */
export class Skip extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Skip'
  }
}
