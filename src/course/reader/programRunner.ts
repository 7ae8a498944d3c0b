// Starts the learner's server for the console and the log: the same program that the check starts,
// but it runs until it's stopped.

import { basename, dirname } from 'node:path'
import { commonFindings } from '../check/commonFindings.ts'
import type { ProgramEvent } from '../check/events.ts'
import { startProgram, type Program } from '../check/program.ts'
import { openConnection } from '../check/rawConnection.ts'
import { findFreePort } from '../check/freePort.ts'
import { waitUntilReady } from '../check/ready.ts'
import type { WireTurn } from '../check/report.ts'
import { receiveAnswer } from '../check/request.ts'

/** What a running program tells. */
export type LiveEvent =
  | ProgramEvent
  | { event: 'output'; text: string }
  | { event: 'ended'; code: number | undefined }

export type LiveProgram = {
  port: number
  /** Sends bytes (one per character) on a new connection; gives what was sent and received. */
  send(bytes: string): Promise<readonly WireTurn[]>
  stop(): Promise<void>
}

export type ProgramRunner = {
  /** Starts the program in a file. Rejects with a sentence when it does not listen. */
  start(path: string, listener: (event: LiveEvent) => void): Promise<LiveProgram>
}

const readyLimitMs = 5_000
const answerLimitMs = 5_000
// When a response isn't HTTP, nothing says where it ends.
const listenMs = 700

/** Gives the runner for real programs; `command` starts them when it is not Node. */
export function createProgramRunner(command?: string): ProgramRunner {
  return {
    async start(path, listener) {
      const port = await findFreePort()
      const variables = { PORT: String(port) }
      const [folder, file] = [dirname(path), basename(path)]
      const program = startProgram({ folder, file, command, variables })
      listen(program, listener)
      const readiness = await waitUntilReady(program, port, readyLimitMs)
      if (readiness.state === 'failed') {
        await program.stop()
        throw new Error(`${commonFindings[readiness.id].title}: ${readiness.actual}`)
      }
      const { host } = readiness
      return { port, send: (bytes) => sendBytes({ host, port }, bytes), stop: () => program.stop() }
    },
  }
}

function listen(program: Program, listener: (event: LiveEvent) => void): void {
  program.onEvent(listener)
  program.onOutput((text) => listener({ event: 'output', text }))
  void program.ended.then(({ code }) => listener({ event: 'ended', code }))
}

async function sendBytes(
  address: { host: string; port: number },
  bytes: string,
): Promise<readonly WireTurn[]> {
  const connection = await openConnection(address)
  try {
    connection.write(Buffer.from(bytes, 'latin1'))
    const method = /^([A-Z]+) \S+ HTTP\/1/.exec(bytes)?.[1]
    if (method === undefined) await connection.waitForEnd(listenMs)
    else await receiveAnswer(connection, { method, timeoutMs: answerLimitMs })
    return structuredClone(connection.turns)
  } finally {
    connection.destroy()
  }
}
