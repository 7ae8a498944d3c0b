// The runs of a workshop that another process checks: the one that serves the course and watches
// the folder. This one asks it for a check, and hears its reports.

import { isRecord } from '../../basics/check.ts'
import type { Report } from '../check/report.ts'
import type { WorkshopEvent } from './exerciseState.ts'
import type { LastRun, Runs } from './runs.ts'

export type AttachedRuns = Runs & {
  onEvent(listener: (event: WorkshopEvent) => void): void
  /** Aborted when the other process is gone. */
  lost: AbortSignal
}

const askLimitMs = 1_500
// An event holds a report, and a report holds what was sent and received, shortened.
const longestEvent = 5_000_000

/** Finds the course that is served on a port; gives its folder, or undefined when it's none. */
export async function findCourse(port: number): Promise<{ folder: string } | undefined> {
  try {
    const url = `http://localhost:${port}/workshop`
    const response = await fetch(url, { signal: AbortSignal.timeout(askLimitMs) })
    const answer: unknown = await response.json()
    if (!isRecord(answer) || answer['groundwork'] !== 'course') return undefined
    const { folder } = answer
    return typeof folder === 'string' ? { folder } : undefined
  } catch {
    return undefined
  }
}

/** Attaches to the course on a port. Rejects when it can't be reached. */
export async function attachRuns(port: number): Promise<AttachedRuns> {
  const address = `http://localhost:${port}`
  const closing = new AbortController()
  const losing = new AbortController()
  const listeners = new Set<(event: WorkshopEvent) => void>()
  const running = new Set<string>()
  const last = new Map<string, LastRun>()
  const waiting = new Map<string, PromiseWithResolvers<Report>>()
  const hear = (event: WorkshopEvent): void => {
    const { type, lesson, report } = event
    if (type === 'running') running.add(lesson)
    if (type === 'report') {
      running.delete(lesson)
      last.set(lesson, report === undefined ? { problem: noReport } : { report })
      const answer = waiting.get(lesson)
      waiting.delete(lesson)
      if (report === undefined) answer?.reject(new Error(noReport))
      else answer?.resolve(report)
    }
    for (const listener of listeners) listener(event)
  }
  const lose = (): void => {
    for (const answer of waiting.values()) answer.reject(new Error('The course was stopped'))
    waiting.clear()
    if (!closing.signal.aborted) losing.abort()
  }
  const { signal } = closing
  const response = await fetch(`${address}/workshop/events`, { signal })
  const ready = Promise.withResolvers<void>()
  void readEvents(response, hear, ready.resolve).then(lose, lose).then(ready.resolve)
  await ready.promise
  return {
    start({ lesson: { id } }) {
      const answer = waiting.get(id) ?? Promise.withResolvers<Report>()
      waiting.set(id, answer)
      const asked = fetch(`${address}/lessons/${id}/check`, {
        method: 'POST', headers: { 'x-part': 'check' }, signal,
      })
      asked.catch(() => answer.reject(new Error('The course was stopped')))
      return answer.promise
    },
    isRunning: (id) => running.has(id),
    last: (id) => last.get(id) ?? {},
    forget: (id) => void last.delete(id),
    isOwnWrite: () => false,
    async close() {
      closing.abort()
    },
    onEvent: (listener) => void listeners.add(listener),
    lost: losing.signal,
  }
}

const noReport = "The check couldn't run: the lesson's page says why"

async function readEvents(
  response: Response, hear: (event: WorkshopEvent) => void, onReady: () => void,
): Promise<void> {
  let rest = ''
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (rest + text).split('\n\n')
    rest = parts.pop() ?? ''
    if (rest.length > longestEvent) throw new Error('This event never ends')
    for (const part of parts) {
      if (part.startsWith('event: ready')) onReady()
      else if (part.startsWith('data: ')) hear(JSON.parse(part.slice('data: '.length)))
    }
  }
}
