// A step: a large file, read by a slow client, and by one that gives up.

import { closeSync, openSync, truncateSync, writeSync } from 'node:fs'
import { step, type Tools } from '../../src/course/check/check.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import type { FindingId } from './findings.ts'

const megabyte = 1024 ** 2
const largeBytes = 32 * megabyte

export const slowStep = step<FindingId>('A slow client costs no memory', async (tools) => {
  const { fresh, send, fail } = tools
  const name = `${fresh.word()}.bin`
  await withFiles(tools, async ({ file }) => {
    const path = file(`public/${name}`, '')
    // A hole: it takes no space on the disk.
    truncateSync(path, largeBytes)
    const slow = await openSlowly(tools, `/${name}`)
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(slow.received)?.[1])
    if (status !== 200) {
      return fail('not-served', {
        exchange: slow, expected: 'the status 200', actual: `the status ${status}`,
      })
    }
    await send({ target: '/style.css' }).catch((error: unknown) => {
      if (!(error instanceof Failure) || error.id !== 'no-answer') throw error
      return fail('slow-client-blocks', error.evidence)
    })
    overwriteEnd(path)
    slow.resume()
    await slow.waitFor((received) => received.length >= largeBytes, 10_000)
    const near = slow.received.slice(largeBytes - megabyte / 2, largeBytes - megabyte / 4)
    if (near !== '' && !near.includes('n')) {
      fail('whole-file-in-memory', {
        exchange: excerpt(slow), expected: 'the bytes that are in the file now',
        actual: 'those that were in it when the download began',
      })
    }
    // Another client gives up in the middle, and the server goes on.
    const lost = await openSlowly(tools, `/${name}`)
    lost.reset()
    await lost.untilRead(50)
    await send({ target: '/style.css' })
  })
}, { deadlineMs: 20_000 })

// Asks for a file, and reads nothing after the first bytes until the program has nothing to do.
async function openSlowly({ connect }: Tools<FindingId>, target: string): Promise<RawConnection> {
  const connection = await connect()
  connection.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  await connection.waitFor((received) => received.includes('\r\n\r\n'), 10_000)
  connection.pause()
  await connection.untilRead(150)
  return connection
}

function overwriteEnd(path: string): void {
  const file = openSync(path, 'r+')
  writeSync(file, 'n'.repeat(megabyte), largeBytes - megabyte)
  closeSync(file)
}

// The report shows the head of the response, not 32 megabytes.
function excerpt({ turns }: RawConnection) {
  return {
    turns: turns.map((turn) => ({
      ...turn, bytes: turn.bytes.slice(0, turn.bytes.indexOf('\r\n\r\n') + 4),
    })),
  }
}
