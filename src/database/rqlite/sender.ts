// Sends groups of writes, one after the other. A leader that dies may or may not have stored what
// it was sent. Each group carries its number (fence.ts), so it can be sent again and never counts
// twice. What was in a lost response stays lost, though: then the outcome is `unknown` to those who
// wait for it.
//
// Lesson: outgrowing-one-machine (core)

import { randomUUID } from 'node:crypto'
import type { Sql } from '../sql.ts'
import type { Change, Cluster } from './cluster.ts'
import { beginGroup, isStoredAlready } from './fence.ts'
import { unknownOutcome } from './nodes.ts'

// Not long, because somebody has been waiting for the group all this time.
const useUpMs = 2_000

export class Sender {
  readonly #cluster: Cluster
  readonly #name = randomUUID()
  #number = 0

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /**
   * Runs statements in one transaction. Gives `uncertain` when they may be stored or not. Throws a
   * DatabaseError when there's no leader.
   */
  async send(statements: readonly Sql[]): Promise<Change | 'uncertain'> {
    const begin = beginGroup(this.#name, this.#number += 1)
    const change = await this.#cluster.change([begin, ...statements])
    if (change.error === undefined) return { ...change, outcomes: change.outcomes.slice(1) }
    if (isStoredAlready(change.error)) return 'uncertain'
    // A first copy may still be on its way. It mustn't be stored once we go on without it.
    if (change.isRepeated && !await this.#useUp(begin)) return 'uncertain'
    // The first statement is ours.
    return { ...change, failed: change.failed ? change.failed - 1 : undefined }
  }

  // Until the number is used up, the first copy may still be stored.
  async #useUp(begin: Sql): Promise<boolean> {
    const { error } = await this.#cluster.change([begin], useUpMs).catch(() => {
      throw unknownOutcome()
    })
    return error === undefined
  }
}
