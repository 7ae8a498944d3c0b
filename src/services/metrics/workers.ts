// With several workers, each counts what it did itself. The first process asks all of them, and
// gives every value a label that says whose it is: adding them up is the reader's business.
// Lesson: metrics-and-traces (tour)

import cluster, { type Worker } from 'node:cluster'
import { isRecord } from '../../basics/check.ts'
import type { Family } from './family.ts'
import type { Metrics } from './metrics.ts'

// A worker that is busy for longer has no lines this time.
const waitMs = 2_000

/** Lets the first process ask this worker. */
export function offerMetrics(metrics: Metrics): void {
  process.on('message', (message) => {
    if (!isRecord(message) || typeof message['askMetrics'] !== 'number') return
    const id = message['askMetrics']
    metrics.read().then((families) => process.send?.({ metrics: id, families }), () => undefined)
  })
}

/** Asks all workers, and puts what they say together. */
export async function readWorkers(): Promise<Family[]> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
  const answers = await Promise.all(workers.map(ask))
  const all = new Map<string, Family>()
  for (const family of answers.flat()) {
    const earlier = all.get(family.name)?.samples ?? []
    all.set(family.name, { ...family, samples: [...earlier, ...family.samples] })
  }
  return [...all.values()]
}

let questions = 0

function ask(worker: Worker): Promise<Family[]> {
  const id = questions += 1
  const { promise, resolve } = Promise.withResolvers<Family[]>()
  const timer = setTimeout(() => resolve([]), waitMs)
  const listen = (message: unknown) => {
    if (isAnswer(message, id)) resolve(message.families.map((family) => label(family, worker.id)))
  }
  const giveUp = () => resolve([])
  worker.on('message', listen)
  worker.once('exit', giveUp)
  worker.send({ askMetrics: id }, (error) => error && giveUp())
  return promise.finally(() => {
    clearTimeout(timer)
    worker.off('message', listen)
    worker.off('exit', giveUp)
  })
}

type Answer = { metrics: number; families: Family[] }

// It comes from our own worker: only whether it's this answer needs checking.
function isAnswer(message: unknown, id: number): message is Answer {
  return isRecord(message) && message['metrics'] === id && Array.isArray(message['families'])
}

function label({ samples, ...family }: Family, worker: number): Family {
  return {
    ...family,
    samples: samples.map(({ labels, ...sample }) =>
      ({ ...sample, labels: { worker: String(worker), ...labels } })),
  }
}
