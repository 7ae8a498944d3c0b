// Tells open pages what happens, as server-sent events: a new result, progress, lines of the log.

import { PassThrough } from 'node:stream'
import type { App } from '../../http/app.ts'
import type { WorkshopEvent } from '../workshop/workshop.ts'
import { programPart } from './consoleView.ts'
import { findWritten, type Course } from './course.ts'
import type { ProgramChange } from './livePrograms.ts'
import { logEntry } from './logView.ts'
import { neighboursPart } from './neighbours.ts'
import { panelParts, textsOf } from './parts.ts'
import { statusLine } from './verdict.ts'

export type Feed = {
  /** Ends all streams. */
  close(): void
}

type Listener = { lesson: string | undefined; stream: PassThrough }

const heartbeatMs = 20_000

/** Adds the route of the events. */
export function addEventRoutes(app: App, course: Course): Feed {
  const listeners = new Set<Listener>()
  const send = (name: string, data: object, id?: string) => {
    const text = formatEvent(name, data)
    for (const { lesson, stream } of listeners) {
      if (id === undefined || lesson === id) stream.write(text)
    }
  }
  const tellNeighbours = () => {
    for (const { lesson, stream } of listeners) {
      const found = lesson === undefined ? undefined : findWritten(course, lesson)
      if (found === undefined) continue
      stream.write(formatEvent('parts', textsOf({ neighbours: neighboursPart(course, found) })))
    }
  }
  course.workshop.onChange((event) => {
    tellWorkshop(course, event, send)
    if (event.type === 'progress') tellNeighbours()
  })
  course.programs.onChange((change) => tellProgram(course, change, send))
  const heartbeat = setInterval(() => {
    for (const { stream } of listeners) stream.write(': still here\n\n')
  }, heartbeatMs)
  heartbeat.unref()

  app.get('/events', (context) => {
    const lesson = context.query.get('lesson') ?? undefined
    const listener = { lesson, stream: new PassThrough() }
    listeners.add(listener)
    listener.stream.once('close', () => listeners.delete(listener))
    listener.stream.write('retry: 1000\n\n')
    const found = lesson === undefined ? undefined : findWritten(course, lesson)
    // Something may have happened between the page and this stream, or while it was broken.
    if (found !== undefined && context.query.get('seen') !== course.revision(found.id)) {
      listener.stream.write(formatEvent('parts', textsOf(panelParts(course, found))))
    }
    const headers = {
      'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform',
    }
    return { status: 200, headers, body: listener.stream }
  })
  return {
    close() {
      clearInterval(heartbeat)
      for (const { stream } of listeners) stream.end()
    },
  }
}

type Send = (name: string, data: object, lesson?: string) => void

function tellWorkshop(course: Course, { type, lesson: id }: WorkshopEvent, send: Send): void {
  const lesson = findWritten(course, id)
  if (lesson === undefined) return
  if (type === 'progress' || type === 'current') send('progress', {})
  if (type === 'current') {
    send('current', { lesson: id, number: lesson.number, title: lesson.title })
  }
  if (type === 'running') {
    send('parts', textsOf({ status: statusLine(course.workshop.state(id)) }), id)
  }
  if (type === 'report') send('parts', textsOf(panelParts(course, lesson)), id)
}

function tellProgram(course: Course, { lesson: id, entry }: ProgramChange, send: Send): void {
  const lesson = findWritten(course, id)
  if (lesson === undefined) return
  if (entry === undefined) send('parts', textsOf({ program: programPart(course, lesson) }), id)
  else send('log', { key: entry.key, html: String(logEntry(entry)) }, id)
}

function formatEvent(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
