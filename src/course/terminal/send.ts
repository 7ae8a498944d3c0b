// `send` writes bytes to a program as they're given, each argument in its own packet, and shows
// what comes back. Reports use it to repeat what curl can't.

import { setTimeout as pause } from 'node:timers/promises'
import { openConnection, type RawConnection } from '../check/rawConnection.ts'
import { parsePiece } from '../check/repeat.ts'
import { printLines, type Printer } from './plain.ts'
import { wireLines } from './wireLines.ts'

// Long enough for a program to read one piece before the next comes.
const pauseMs = 30
const endLimitMs = 2_000

/** Sends pieces to a port of this machine and shows what comes back; gives the exit code. */
export async function sendPieces(
  pieces: readonly string[], port: number, printer: Printer,
): Promise<number> {
  const bytes = pieces.map(parsePiece)
  const connection = await connect(port)
  try {
    for (const [index, piece] of bytes.entries()) {
      if (index > 0) await pause(pauseMs)
      connection.write(piece)
    }
    await connection.waitForEnd(endLimitMs)
    const { columns, paint: { hasStyles } } = printer
    for (const turn of connection.turns) {
      printLines(wireLines(turn, { columns, hasStyles }), printer)
    }
    return 0
  } finally {
    connection.destroy()
  }
}

async function connect(port: number): Promise<RawConnection> {
  for (const host of ['127.0.0.1', '::1']) {
    const connection = await openConnection({ host, port })
    if (connection.error === undefined) return connection
  }
  const advice = 'To start your program: npm run learn -- run LESSON'
  throw new Error(`Nothing listens on port ${port}. ${advice}`)
}
