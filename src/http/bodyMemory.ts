// The memory of bodies that are still arriving. A client that sends slowly has what it sent kept
// until the end, and thousands of them could use up the memory: so all long bodies share a limit.
// Short ones always get in, so that forms and JSON work meanwhile. Lesson: reading-a-body (tour)

/** What one body uses: `grow` says whether it may become so long, `end` gives its memory back. */
export type BodyShare = { grow: (bytes: number) => boolean; end: () => void }

// Nearly every form and JSON text is shorter.
const freeBytes = 16 * 1024
// Who reads longer ones limits how many there are at once, such as imports.
const countedBytes = 1024 * 1024

/** Counts the bodies of one process. */
export class BodyMemory {
  #usedBytes = 0
  readonly #mostBytes: number

  constructor(mostBytes = 64 * 1024 * 1024) {
    this.#mostBytes = mostBytes
  }

  /** Begins to count a body. */
  begin(): BodyShare {
    let heldBytes = 0
    const hold = (bytes: number): void => {
      this.#usedBytes += bytes - heldBytes
      heldBytes = bytes
    }
    return {
      grow: (bytes) => {
        const counted = Math.min(Math.max(bytes - freeBytes, 0), countedBytes)
        if (this.#usedBytes + counted - heldBytes > this.#mostBytes) return false
        hold(counted)
        return true
      },
      end: () => hold(0),
    }
  }
}
