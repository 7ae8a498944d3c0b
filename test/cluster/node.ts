// One rqlite node: a process that can be killed, paused, and started again with the same data.
//
// Lesson: outgrowing-one-machine (tour)

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pick, pickList } from '../pick.ts'
import { ask, until } from './ask.ts'
import { guardProcess } from './guard.ts'

export type NodeOptions = {
  id: string
  program: string
  /** Where it keeps its data and its log. */
  folder: string
  httpPort: number
  raftPort: number
  flags: readonly string[]
}

export type NodeState = {
  /** Says whether it leads; one that is cut off may still think so. */
  isLeader: boolean
  term: number
  /** The last entry of the Raft log whose statements its database has. */
  storedIndex: number
  voters: number
}

const endLimitMs = 5_000
const backupLimitMs = 60_000
const quotedLines = 8

export class ClusterNode {
  readonly id: string
  readonly address: string
  readonly origin: string
  #options: NodeOptions
  #child: ChildProcess | undefined = undefined
  #isPaused = false

  constructor(options: NodeOptions) {
    this.id = options.id
    this.address = `127.0.0.1:${options.httpPort}`
    this.origin = `http://${this.address}`
    this.#options = options
  }

  /** The process that runs; undefined after `kill`. */
  get processId(): number | undefined {
    const { pid, exitCode, signalCode } = this.#child ?? {}
    return exitCode === null && signalCode === null ? pid : undefined
  }

  /** Says whether it runs and isn't paused. */
  get isActive(): boolean {
    return this.processId !== undefined && !this.#isPaused
  }

  /** Starts the process with the data that an earlier one left, and with additional flags. */
  start(...more: string[]): void {
    const { id, program, folder, raftPort, flags } = this.#options
    const log = openSync(this.#logPath, 'a')
    const child = spawn(program, [
      '-fk', '-node-id', id, '-http-addr', this.address, '-raft-addr', `127.0.0.1:${raftPort}`,
      ...flags, ...more, join(folder, id),
    ], { stdio: ['ignore', log, log] })
    closeSync(log)
    // A program that can't be started at all is noticed as one that ended.
    child.on('error', () => undefined)
    guardProcess(child)
    // It ends with this process, and doesn't keep it alive.
    child.unref()
    this.#child = child
    this.#isPaused = false
  }

  /** Waits until it takes part in the cluster and knows a leader; see `Nodes.caughtUp` as well. */
  async ready(): Promise<void> {
    const end = await until(() => `node ${this.id} isn't ready\n${this.lastLines()}`, async () => {
      if (this.processId === undefined) return 'ended'
      const { status } = await ask(`${this.origin}/readyz`)
      return status === 200 ? 'ready' : undefined
    })
    if (end === 'ended') throw new Error(`Node ${this.id} ended:\n${this.lastLines()}`)
  }

  /** Ends the process at once (SIGKILL): it can't write or say anything any more. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || this.processId === undefined) return
    child.ref()
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(endLimitMs) })
    child.kill('SIGKILL')
    await ended
  }

  /** Stops the process (SIGSTOP): for the others, that's as if the network had cut it off. */
  async pause(): Promise<void> {
    const id = this.processId
    if (id === undefined) return
    process.kill(id, 'SIGSTOP')
    this.#isPaused = true
    await until(() => `node ${this.id} doesn't stop`, async () => isStopped(id) || undefined)
  }

  /** Lets the process go on (SIGCONT). */
  resume(): void {
    this.#child?.kill('SIGCONT')
    this.#isPaused = false
  }

  async state(): Promise<NodeState> {
    const { body } = await ask(`${this.origin}/status`)
    const store = pick(JSON.parse(body.toString()), 'store')
    return {
      isLeader: pick(store, 'raft', 'state') === 'Leader',
      term: Number(pick(store, 'raft', 'term')),
      storedIndex: Number(pick(store, 'fsm_index')),
      voters: pickList(store, 'nodes').length,
    }
  }

  /** Gives its own copy of the database as the bytes of a file. */
  async backup(): Promise<Uint8Array> {
    const limitMs = backupLimitMs
    const { status, body } = await ask(`${this.origin}/db/backup?noleader`, { limitMs })
    if (status !== 200) throw new Error(`Can't read the database: ${body.toString()}`)
    return body
  }

  /** Gives the end of its log. */
  lastLines(): string {
    return readFileSync(this.#logPath, 'utf8').trimEnd().split('\n').slice(-quotedLines).join('\n')
  }

  get #logPath(): string {
    return join(this.#options.folder, `${this.#options.id}.log`)
  }
}

// The threads of a process don't all stop at once, and on a busy machine that takes a moment. Linux
// tells the state of each; where there is no /proc, nobody knows.
function isStopped(id: number): boolean {
  const folder = `/proc/${id}/task`
  if (!existsSync(folder)) return true
  return readdirSync(folder).every((thread) => {
    const status = readFileSync(join(folder, thread, 'status'), 'utf8')
    return /^State:\s*T/m.test(status)
  })
}
