// Several processes that share one port and one database file: more cores answer requests. The
// first process only watches the others: it starts a new one where one ends, and stops them all.
// Lesson: load-balancer-and-reverse-proxy (core)

import cluster from 'node:cluster'
import type { Worker } from 'node:cluster'
import type { Log } from './basics/log.ts'
import { onStopSignal } from './basics/stopSignals.ts'

export type WorkersOptions = {
  workers: number
  log: Log
  /** How long workers may take to finish what is under way. */
  stopLimitMs: number
  onReady: (port: number) => void
}

// A worker that ends soon after its start may do so each time: without a pause, restarting it would
// keep a processor busy and fill the log.
const shortLifeMs = 5_000
const restartPauseMs = 1_000

/**
 * Starts the workers and keeps that many alive. Resolves when the first one listens; only then come
 * the others, so what is in the way of a start is said once.
 */
export function runWorkers({ workers, log, stopLimitMs, onReady }: WorkersOptions): Promise<void> {
  const listeningSinceMs = new Map<number, number>()
  let isStopping = false

  cluster.on('exit', (worker, code, signal) => {
    if (isStopping) return endWhenAllAreGone(log)
    log.error('worker ended', { process: worker.process.pid, code, signal })
    log.flush()
    const sinceMs = listeningSinceMs.get(worker.id)
    listeningSinceMs.delete(worker.id)
    // A worker that never listened has said why, and a new one would end in the same way.
    if (sinceMs === undefined) return endAtOnce(allWorkers())
    const hasLived = performance.now() - sinceMs > shortLifeMs
    setTimeout(() => isStopping || cluster.fork(), hasLived ? 0 : restartPauseMs)
  })
  onStopSignal(() => {
    const all = allWorkers()
    if (isStopping) endAtOnce(all)
    isStopping = true
    for (const worker of all) worker.process.kill('SIGTERM')
    // While a restart is waiting, there may be none.
    if (all.length === 0) endWhenAllAreGone(log)
    setTimeout(() => endAtOnce(all), stopLimitMs + 2_000).unref()
  })
  cluster.on('listening', (worker) => listeningSinceMs.set(worker.id, performance.now()))
  cluster.fork()
  return new Promise((resolve) => {
    cluster.once('listening', (_worker, address) => {
      resolve()
      if (isStopping) return
      onReady(address.port)
      for (let count = 1; count < workers; count += 1) cluster.fork()
    })
  })
}

function allWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}

function endWhenAllAreGone(log: Log): void {
  if (Object.keys(cluster.workers ?? {}).length > 0) return
  log.info('stopped', { process: process.pid })
  log.flush()
  process.exit(0)
}

function endAtOnce(workers: readonly Worker[]): never {
  for (const worker of workers) worker.process.kill('SIGKILL')
  process.exit(1)
}
