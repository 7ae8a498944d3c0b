// Runs a few tasks at once, and lets the others wait. A client can send a thousand requests before
// it reads a response (pipelining): without a limit, a thousand files would be open at the same
// time. Lesson: static-files-and-caching (tour)

// A linked list: taking the first element of a long array moves all the others.
type Waiting = { start: () => void; next: Waiting | undefined }

/** Makes a function that runs tasks, at most `most` at once. Those that wait keep their order. */
export function atOnce(most: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let running = 0
  let first: Waiting | undefined
  let last: Waiting | undefined

  function wait(): Promise<void> {
    return new Promise((start) => {
      const entry: Waiting = { start, next: undefined }
      if (last === undefined) first = entry
      else last.next = entry
      last = entry
    })
  }

  // A task that ends leaves its place to the first that waits.
  function leave(): void {
    if (first === undefined) {
      running -= 1
      return
    }
    first.start()
    first = first.next
    if (first === undefined) last = undefined
  }

  return async (task) => {
    if (running === most) await wait()
    else running += 1
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
