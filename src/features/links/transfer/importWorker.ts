// Makes links of the rows of large imports, in the background. Each step is one short transaction,
// so others take their turn in between, and a server that is killed goes on after the last one.
// Several processes can share the database: only the one with the lease works on an import.
// Lesson: jobs-and-queues (tour)

import { dayMs, minuteMs, secondMs, type Clock } from '../../../basics/clock.ts'
import { errorFields, type Log } from '../../../basics/log.ts'
import type { Random } from '../../../basics/random.ts'
import { repeatWhileFull } from '../../../database/batches.ts'
import { isUnavailable, type Database } from '../../../database/database.ts'
import {
  cancelStale, deleteImport, deleteProblems, deleteRows, findFinished, findLeaseEnd, findRowsEnd,
  finishImport, makeLinks, takeImport, type LeaseTimes,
} from './importStore.ts'

type WorkerOptions = {
  database: Database
  clock: Clock
  random: Random
  log: Log | undefined
}

/** An import that this process works on. */
type Held = { id: number; lease: Uint8Array }

// So many rows become links in one transaction: a few milliseconds.
const rowsInStep = 200
// A step takes far less, and renews it. After a crash, others wait as long.
const leaseMs = 5 * secondMs
const keptMs = 7 * dayMs

/** Works on the running imports of all owners; each process has one. */
export class ImportWorker {
  #options: WorkerOptions
  #isWorking = false
  #isWokenAgain = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: WorkerOptions) {
    this.#options = options
  }

  /** Begins to work on what is running, in the background. */
  wake(): void {
    this.#isWokenAgain = this.#isWorking
    if (this.#isWorking) return
    this.#isWorking = true
    void this.#work().finally(() => {
      this.#isWorking = false
      // One that was started just after the last look hasn't been seen.
      if (this.#isWokenAgain) this.wake()
    })
  }

  /** Deletes what is left of imports that have ended, and goes on with the others. */
  async clean(): Promise<void> {
    const { database, clock } = this.#options
    await database.run(cancelStale(clock()))
    for (const { id } of await findFinished(database, clock() - keptMs)) {
      await this.#removeRows(id)
      await repeatWhileFull(database, deleteProblems(id))
      await database.run(deleteImport(id))
    }
    this.wake()
  }

  /** Deletes the rows of an import that was cancelled, in the background. */
  discard(id: number): void {
    // What is left over, the clean-up deletes.
    this.#removeRows(id).catch((error: unknown) => {
      this.#options.log?.warn('rows of an import not deleted', errorFields(error))
    })
  }

  async #removeRows(id: number): Promise<void> {
    const next = () => this.#options.database.run(deleteRows(id, rowsInStep))
    while ((await next()).changes === rowsInStep);
  }

  async #work(): Promise<void> {
    const { database, clock, log } = this.#options
    try {
      for (let held = await this.#take(); held !== undefined; held = await this.#take()) {
        while (await this.#step(held));
      }
      this.#lookAgain(await findLeaseEnd(database))
    } catch (error) {
      if (isUnavailable(error) && error.code === 'closed') return
      // What is left is done when somebody takes the import again.
      log?.error('import interrupted', errorFields(error))
      this.#lookAgain(clock() + minuteMs)
    }
  }

  async #take(): Promise<Held | undefined> {
    const { database, random, clock } = this.#options
    const leaseEnd = await findLeaseEnd(database)
    if (leaseEnd === undefined || leaseEnd > clock()) return undefined
    const times = this.#times(random(16))
    const [, { rows: [taken] }] = await database.batch(takeImport(times))
    return taken === undefined ? undefined : { id: taken.id, lease: times.lease }
  }

  // Says whether there is more to do.
  async #step({ id, lease }: Held): Promise<boolean> {
    const { database } = this.#options
    const end = await findRowsEnd(database, id, rowsInStep)
    if (end === undefined) {
      await database.run(finishImport(id, this.#times(lease)))
      return false
    }
    const results = await database.batch(makeLinks(id, end, this.#times(lease)))
    return results[4].changes > 0
  }

  #times(lease: Uint8Array): LeaseTimes {
    const now = this.#options.clock()
    return { lease, now, until: now + leaseMs }
  }

  // Another process may be working on it, or have been killed.
  #lookAgain(leaseEnd: number | undefined): void {
    clearTimeout(this.#timer)
    if (leaseEnd === undefined) return
    const delayMs = Math.max(leaseEnd - this.#options.clock(), 0) + secondMs
    this.#timer = setTimeout(() => this.wake(), delayMs).unref()
  }
}
