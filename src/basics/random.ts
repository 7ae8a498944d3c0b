// Random bytes that nobody can predict. Asking the system for seven bytes costs as much as asking
// for thousands, so a pool is filled at once and handed out piece by piece.
// Lesson: codes-that-collide (core)

import { randomFillSync } from 'node:crypto'

/** Gives so many random bytes. It comes in as an argument, so that a test can know them. */
export type Random = (size: number) => Uint8Array

const poolBytes = 4096

/** Makes a source that takes its bytes from a pool; none is ever given twice or kept. */
export function pooledRandom(): Random {
  const pool = new Uint8Array(poolBytes)
  let used = poolBytes
  return (size) => {
    if (size > poolBytes) return randomFillSync(new Uint8Array(size))
    if (size > poolBytes - used) {
      randomFillSync(pool)
      used = 0
    }
    const bytes = pool.slice(used, used + size)
    pool.fill(0, used, used + size)
    used += size
    return bytes
  }
}
