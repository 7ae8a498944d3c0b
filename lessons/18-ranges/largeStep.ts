// A step: a few bytes of a file that is larger than the memory that a program may use at once.

import { closeSync, openSync, truncateSync, writeSync } from 'node:fs'
import { step } from '../../src/course/check/check.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import type { FindingId } from './findings.ts'

// More than Node reads at once, and more than a signed number of 32 bits.
const hugeBytes = 2 * 1024 ** 3 + 12 * 1024 ** 2

export const largeStep = step<FindingId>('A very large file', async (tools) => {
  const { fresh, send, fail } = tools
  const name = `${fresh.word()}.bin`
  await withFiles(tools, async ({ file }) => {
    const path = file(`public/${name}`, '')
    // A hole: it takes no space on the disk.
    truncateSync(path, hugeBytes)
    const text = `${fresh.word()}${fresh.word()}`
    const from = hugeBytes - 100
    overwrite(path, from, text)
    const exchange = await send({
      target: `/${name}`, headers: [['Range', `bytes=${from}-${from + 11}`]],
      // A tag may be a hash of the content: that's slow, and not wrong.
      timeoutMs: 30_000,
    }).catch((error: unknown) => {
      // Node refuses to read such a file at once, and a program may end because of that.
      if (!(error instanceof Failure) || !endings.has(error.id)) throw error
      return fail('large-file-not-sent', { ...error.evidence, expected: '12 bytes' })
    })
    if (exchange.answer.status !== 206) {
      return fail('large-file-not-sent', statusEvidence(exchange, 206))
    }
    if (exchange.answer.text !== text) {
      fail('wrong-range', {
        exchange, mark: 'body', expected: text, actual: exchange.answer.text.slice(0, 100),
      })
    }
  })
}, { deadlineMs: 45_000 })

const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening', 'not-http'])

function overwrite(path: string, position: number, text: string): void {
  const file = openSync(path, 'r+')
  writeSync(file, text, position)
  closeSync(file)
}
