// The learner's server while the console and the log are used: one at a time, started when asked
// for, restarted when its file is saved, and stopped with the reader.

import type { WireTurn } from '../check/report.ts'
import type { Workshop } from '../workshop/workshop.ts'
import type { LiveEvent, LiveProgram, ProgramRunner } from './programRunner.ts'

export type LogEntry = { key: string; event: LiveEvent; status?: number; ms?: number }

export type ProgramState =
  | { state: 'stopped' | 'starting' }
  | { state: 'running'; port: number }
  | { state: 'failed'; problem: string }

export type ProgramChange = { lesson: string; entry?: LogEntry }

export type LivePrograms = {
  state(id: string): ProgramState
  start(id: string): Promise<void>
  stop(): Promise<void>
  /** Sends bytes to the running program; throws when there is none. */
  send(id: string, bytes: string): Promise<readonly WireTurn[]>
  log(id: string): readonly LogEntry[]
  onChange(listener: (change: ProgramChange) => void): void
}

const mostEntries = 200

/** Keeps the programs of a workshop. */
export function createLivePrograms(workshop: Workshop, runner: ProgramRunner): LivePrograms {
  const listeners = new Set<(change: ProgramChange) => void>()
  let owner = ''
  let state: ProgramState = { state: 'stopped' }
  let program: LiveProgram | undefined
  let entries: LogEntry[] = []
  let count = 0
  // Counts the starts, so that what an older program still tells is not taken for the newer one's.
  let round = 0

  const tell = (entry?: LogEntry) => {
    for (const listener of listeners) listener({ lesson: owner, ...(entry && { entry }) })
  }
  const setState = (next: ProgramState) => {
    state = next
    tell()
  }
  const hear = (event: LiveEvent, ofRound: number) => {
    if (ofRound !== round) return
    const entry = addEntry(entries, event, () => `${count += 1}`)
    entries = entries.slice(-mostEntries)
    tell(entry)
    if (event.event !== 'ended') return
    program = undefined
    if (state.state === 'running') {
      setState({ state: 'failed', problem: `It exited${codeWords(event.code)}` })
    }
  }
  const stop = async () => {
    round += 1
    const old = program
    program = undefined
    await old?.stop()
    if (state.state !== 'stopped') setState({ state: 'stopped' })
  }
  const start = async (id: string) => {
    await stop()
    if (owner !== id) entries = []
    owner = id
    const mine = round
    setState({ state: 'starting' })
    try {
      workshop.select(id)
      const started = await runner.start(workshop.exercisePath(id), (event) => hear(event, mine))
      if (mine !== round) return await started.stop()
      program = started
      setState({ state: 'running', port: started.port })
    } catch (error) {
      if (mine !== round) return
      setState({ state: 'failed', problem: error instanceof Error ? error.message : String(error) })
    }
  }
  workshop.onChange(({ type, lesson }) => {
    if (type === 'saved' && lesson === owner && state.state !== 'stopped') void start(lesson)
  })
  return {
    state: (id) => (id === owner ? state : { state: 'stopped' }),
    start,
    stop,
    send(id, bytes) {
      if (id !== owner || program === undefined) throw new Error("The program isn't running")
      return program.send(bytes)
    },
    log: (id) => (id === owner ? entries : []),
    onChange: (listener) => listeners.add(listener),
  }
}

function codeWords(code: number | undefined): string {
  return code === undefined ? '' : ` with code ${code}`
}

// A response belongs to the line of its request.
function addEntry(entries: LogEntry[], event: LiveEvent, nextKey: () => string): LogEntry {
  if (event.event === 'answered') {
    const request = entries.findLast((entry) =>
      entry.event.event === 'request' && entry.event.id === event.id && entry.status === undefined)
    if (request !== undefined) return Object.assign(request, { status: event.status, ms: event.ms })
  }
  const entry: LogEntry = { key: nextKey(), event }
  entries.push(entry)
  return entry
}
