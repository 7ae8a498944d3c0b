// The memory of bodies that are still arriving. A client that sends slowly has what it sent kept
// until the end, and thousands of them could use up the memory: so all long bodies share a limit.
// Short ones always get in, so that forms and JSON work meanwhile. Lesson: reading-a-body (tour)

// Nearly every form and JSON text is shorter.
const freeBytes = 16 * 1024
// Who reads longer ones limits how many there are at once, such as imports.
const countedBytes = 1024 * 1024

/** Counts the bodies of one process. */
export class BodyMemory {
  readonly #mostBytes: number
  #usedBytes = 0

  constructor(mostBytes = 64 * 1024 * 1024) {
    this.#mostBytes = mostBytes
  }

  /** Begins to count a body. */
  begin(): BodyShare {
    return new BodyShare(this)
  }

  /** Counts bytes that are needed, or given back; false when there aren't that many. */
  take(bytes: number): boolean {
    if (bytes > 0 && this.#usedBytes + bytes > this.#mostBytes) return false
    this.#usedBytes += bytes
    return true
  }
}

/** What one body uses. */
export class BodyShare {
  readonly #memory: BodyMemory
  #heldBytes = 0
  #isOver = false

  constructor(memory: BodyMemory) {
    this.#memory = memory
  }

  /** Says whether the body is complete, or won't be. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Says whether the body may become so long. */
  grow(bytes: number): boolean {
    const counted = Math.min(Math.max(bytes - freeBytes, 0), countedBytes)
    if (!this.#memory.take(counted - this.#heldBytes)) return false
    this.#heldBytes = counted
    return true
  }

  /** Gives the memory back; a second call changes nothing. */
  end(): void {
    this.#isOver = true
    this.#memory.take(-this.#heldBytes)
    this.#heldBytes = 0
  }
}

/** A body that is read, kept for the guards and handlers that need it too. */
export type BodyReading = { readonly bytes: Promise<Uint8Array>; readonly share: BodyShare }
