// Runs a few tasks at once, and lets the others wait: Node computes hashes and reads files on a few
// threads, and a thousand requests mustn't open a thousand files. Lesson: passwords (tour)

export class Slots {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  /** Takes how many tasks may run at the same time. */
  constructor(most: number) {
    this.#most = most
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Runs a task, at once or when those that came before it have freed a slot. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running === this.#most) await this.#wait()
    else this.#running += 1
    try {
      return await task()
    } finally {
      this.#leave()
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  // A task that ends leaves its slot to the one that has waited longest.
  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#running -= 1
    else next()
  }
}
