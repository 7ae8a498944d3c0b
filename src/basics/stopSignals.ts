// Hears when the program is told to stop. One Ctrl+C can arrive three times: from the terminal,
// which tells every process in it, from npm, and from the launcher. Lesson: deploying (tour)

const sameMs = 500
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type StopSignal = typeof stopSignals[number]

/**
 * Calls back with each signal that tells the program to stop. Copies of one signal count once: only
 * what comes more than half a second after the last copy is a second one.
 */
export function onStopSignal(callback: (signal: StopSignal) => void): void {
  for (const signal of stopSignals) {
    let lastMs = -Infinity
    process.on(signal, () => {
      const nowMs = performance.now()
      const isCopy = nowMs - lastMs < sameMs
      lastMs = nowMs
      if (!isCopy) callback(signal)
    })
  }
}
