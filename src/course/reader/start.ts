// Serves the reader on a port of this machine, over IPv4 and IPv6, to this machine only.

import { createHttpServer, type HttpServer } from '../../http/server.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { createReaderApp, type ReaderApp } from './app.ts'
import { createProgramRunner, type ProgramRunner } from './programRunner.ts'

export type ReaderOptions = {
  workshop: Workshop
  /** 4000 usually; 0 lets the system choose. */
  port: number
  /** Where the finished server runs beside the reader. */
  serverAddress?: string | undefined
  /** Starts the learner's programs for console and log. */
  runner?: ProgramRunner
  /** The folder with `glossary.md`, when it is not the course's own. */
  lessonsFolder?: string
  /** The folder with `src/` and `test/`, when it isn't this project's own. */
  projectFolder?: string
  /** Hears of mistakes of the reader itself. */
  onError?: (error: unknown) => void
}

export type Reader = { port: number; close(): Promise<void> }

const stopLimitMs = 500

/** Starts the reader. Rejects when the port is taken. */
export async function startReader(options: ReaderOptions): Promise<Reader> {
  const { onError = (error) => process.emitWarning(String(error)) } = options
  const state: { reader?: ReaderApp } = {}
  const makeServer = () => createHttpServer({
    handle: (request) => {
      if (state.reader === undefined) throw new Error('A request came before the reader was there')
      return state.reader.app.handle(request)
    },
    onError,
  })
  const servers = [makeServer(), makeServer()] as const
  const port = await listenOnBoth(servers, options.port)
  state.reader = createReaderApp({
    runner: createProgramRunner(), ...options, onError, origin: `http://localhost:${port}`,
  })
  let closing: Promise<void> | undefined
  const closeAll = async () => {
    await state.reader?.close()
    await Promise.all(servers.map((server) => server.stop(stopLimitMs)))
  }
  return {
    port,
    close: () => (closing ??= closeAll()),
  }
}

// `localhost` may mean either of the two. A machine without IPv6 has only the first.
async function listenOnBoth(
  [first, second]: readonly [HttpServer, HttpServer],
  wanted: number,
): Promise<number> {
  const port = await first.listen(wanted, '127.0.0.1')
  try {
    await second.listen(port, '::1')
  } catch (error) {
    if (!isWithoutIpv6(error)) {
      await first.stop(0)
      throw error
    }
  }
  return port
}

function isWithoutIpv6(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'
}
