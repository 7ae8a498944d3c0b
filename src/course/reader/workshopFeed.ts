// Lets a second process of the same machine, `npm run learn`, attach to this one: it learns whose
// folder is watched here, and hears each report, so that no save is checked twice.

import { PassThrough } from 'node:stream'
import type { App } from '../../http/app.ts'
import { json } from '../../http/reply.ts'
import type { Workshop, WorkshopEvent } from '../workshop/workshop.ts'
import type { Feed } from './events.ts'

/** Adds the routes of the workshop: who this is, and what happens here. */
export function addWorkshopRoutes(app: App, workshop: Workshop): Feed {
  const streams = new Set<PassThrough>()
  workshop.onChange((event) => {
    for (const stream of streams) stream.write(formatEvent(event))
  })
  app.get('/workshop', () =>
    json({ groundwork: 'course', folder: workshop.folder }, 200, { 'cache-control': 'no-store' }))
  app.get('/workshop/events', () => {
    const stream = new PassThrough()
    streams.add(stream)
    stream.once('close', () => streams.delete(stream))
    for (const event of eventsSoFar(workshop)) stream.write(formatEvent(event))
    stream.write('event: ready\ndata: {}\n\n')
    const headers = {
      'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform',
    }
    return { status: 200, headers, body: stream }
  })
  return {
    close() {
      for (const stream of streams) stream.end()
    },
  }
}

// What the other process needs to show what it didn't hear.
function eventsSoFar(workshop: Workshop): WorkshopEvent[] {
  return workshop.states().flatMap(({ lesson: { id: lesson }, report, isRunning }) => [
    ...(report === undefined ? [] : [{ type: 'report', lesson, report } as const]),
    ...(isRunning ? [{ type: 'running', lesson } as const] : []),
  ])
}

function formatEvent(event: WorkshopEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`
}
