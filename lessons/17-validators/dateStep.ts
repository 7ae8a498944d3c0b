// A step: dates. A program needn't look at them, but if it does, an old one must not keep an old
// copy alive.

import { utimesSync } from 'node:fs'
import { step } from '../../src/course/check/check.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import type { FindingId } from './findings.ts'

const hourMs = 3_600_000

export const dateStep = step<FindingId>('An older date gets the file', async (tools) => {
  const { send, fail, fresh } = tools
  const name = `${fresh.word()}.txt`
  await withFiles(tools, async ({ file }) => {
    const path = file(`public/${name}`, `${fresh.foreignText()}\n`)
    const modifiedMs = Date.now() - fresh.integer(30, 300) * 24 * hourMs
    utimesSync(path, new Date(modifiedMs), new Date(modifiedMs))
    const ask = (date: string) =>
      send({ target: `/${name}`, headers: [['If-Modified-Since', date]] })
    const dates = [hourMs, 40 * 24 * hourMs].map((earlierMs) => textOf(modifiedMs - earlierMs))
    for (const date of [...dates, laterInAlphabet(modifiedMs)]) {
      const exchange = await ask(date)
      if (exchange.answer.status === 304) fail('older-date-304', statusEvidence(exchange, 200))
      if (exchange.answer.status !== 200) fail('not-served', statusEvidence(exchange, 200))
    }
    const exchange = await ask('yesterday')
    if (exchange.answer.status === 304) fail('no-date-304', statusEvidence(exchange, 200))
    if (exchange.answer.status !== 200) fail('not-served', statusEvidence(exchange, 200))
  })
}, { deadlineMs: 20_000 })

// An earlier date whose text comes later in the alphabet: weekdays come first in it.
function laterInAlphabet(modifiedMs: number): string {
  const days = Array.from({ length: 60 }, (_, day) => textOf(modifiedMs - (day + 1) * 24 * hourMs))
  return days.find((date) => date > textOf(modifiedMs)) ?? textOf(0)
}

function textOf(timeMs: number): string {
  return new Date(timeMs).toUTCString()
}
