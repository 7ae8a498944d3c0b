// How a step ends early: because it found a mistake, or because it can't be done on this machine.

import type { Evidence } from './check.ts'
import type { Program } from './program.ts'

/** The program that made a mistake: the one under check, or another copy of it. */
export type Culprit = { program: Program; port: number; host: string; isDown: boolean }

/** A step found a mistake. */
export class Failure extends Error {
  readonly id: string
  readonly evidence: Evidence
  /** The program that made it, when that's certain. */
  readonly culprit: Culprit | undefined

  constructor(id: string, evidence: Evidence, culprit?: Culprit) {
    super(id)
    this.name = 'Failure'
    this.id = id
    this.evidence = evidence
    this.culprit = culprit
  }
}

/** A step cannot be done here; the message says why. */
export class Skip extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Skip'
  }
}
