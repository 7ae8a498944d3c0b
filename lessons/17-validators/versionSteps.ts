// Steps: a tag for each version, 304 for clients that have it, and the new content after a change.

import { statSync, utimesSync, writeFileSync } from 'node:fs'
import { step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import type { FindingId } from './findings.ts'

type Headers = readonly (readonly [string, string])[]

// Many requests take their time on a busy machine.
const patient = { deadlineMs: 20_000 }

export const versionSteps = [
  step<FindingId>('A client with this version gets 304', async (tools) => {
    const { send, fresh } = tools
    const name = `${fresh.word()}.txt`
    const target = `/${name}`
    await withFiles(tools, async ({ file }) => {
      file(`public/${name}`, `${fresh.foreignText()}\n`)
      const tag = tagOf(tools, await send({ target }))
      const bare = tag.replace(/^W\//, '')
      const inner = bare.slice(1, -1)
      const ask = (headers: Headers) => send({ target, headers })
      for (const headers of [
        [['If-None-Match', tag]],
        [['Range', 'bytes=0-1'], ['If-None-Match', tag]],
      ] as const) {
        const exchange = await ask(headers)
        mustMatch(tools, 'not-modified-ignored', exchange)
        mustRepeat(tools, exchange, tag)
      }
      const head = await send({ method: 'HEAD', target, headers: [['If-None-Match', tag]] })
      mustMatch(tools, 'not-modified-ignored', head)
      for (const known of [
        `"other", ${tag}`, `${tag},"other"`, `"a","b" ,\t${tag} , W/"c"`, `W/${bare}`, bare,
        `"${inner}x", ${tag}`, '*',
      ]) mustMatch(tools, 'tag-in-list-ignored', await ask([['If-None-Match', known]]))
      const tomorrow = new Date(Date.now() + 86_400_000).toUTCString()
      // The same characters in another order, with other capitals, and with other punctuation.
      const alike = [
        [...inner].reverse().join(''), inner.toUpperCase(), inner.toLowerCase(),
        inner.replace(/[^a-z0-9]/gi, (sign) => sign === '-' ? '.' : '-'),
      ].filter((other) => other !== inner).map((other) => `"${other}"`)
      for (const known of [
        '"other"', `"${inner}x"`, `"x${inner}"`, `"x-${inner}-x", W/"y"`, '""', '"*"', '"x*y"',
        ...alike,
      ]) mustDiffer(tools, await ask([['If-None-Match', known]]))
      // The same tags got the right response alone, so the date made it wrong.
      for (const [date, known, expected] of [
        ['Sun, 06 Nov 1994 08:49:37 GMT', tag, 304], [tomorrow, `"x${inner}"`, 200],
      ] as const) {
        const exchange = await ask([['If-Modified-Since', date], ['If-None-Match', known]])
        if (exchange.answer.status === expected) continue
        tools.fail('date-overrules-tag', statusEvidence(exchange, expected))
      }
    })
  }, patient),
  step<FindingId>('Without a file there is no version', async ({ send, fail, fresh }) => {
    const target = `/${fresh.word()}-${fresh.word()}.txt`
    const exchange = await send({ target, headers: [['If-None-Match', '*']] })
    const { status } = exchange.answer
    if (status === 304) fail('missing-file-304', statusEvidence(exchange, 404))
  }, patient),
  step<FindingId>('Another version has another tag', async (tools) => {
    const { send, fail, fresh } = tools
    const name = `${fresh.word()}.csv`
    const target = `/${name}`
    await withFiles(tools, async ({ file }) => {
      const filler = `${fresh.word()},`.repeat(10_000)
      const path = file(`public/${name}`, `${filler}1${filler}a`)
      const known = [tagOf(tools, await send({ target }))]
      // Of the same length, later and earlier; then longer at the same time, and shorter.
      const versions = [
        [`${filler}1${filler}b`, 2_000], [`${filler}2${filler}b`, -3_600_000],
        [`${filler}${filler}${filler}`, 0], ['short', 9_000],
      ] as const
      for (const [content, laterMs] of versions) {
        rewrite(path, content, laterMs)
        const list = [['If-None-Match', known.join(', ')]] as const
        const exchange = await send({ target, headers: list })
        const { answer } = exchange
        // A 304 has two possible reasons: the tag is the same, or the list was misread.
        const plain = answer.status === 304 ? await send({ target }) : exchange
        const tag = plain.answer.header('etag')
        if (tag !== undefined && known.includes(tag)) {
          return fail('same-etag', {
            exchange: plain, mark: 'header etag', expected: 'a new ETag', actual: tag,
          })
        }
        mustDiffer(tools, exchange)
        if (answer.body !== content) {
          return fail('old-content', {
            exchange, mark: 'body', expected: `the new file, of ${content.length} bytes`,
            actual: `${answer.body.length} other bytes`,
          })
        }
        known.push(tagOf(tools, exchange))
        const again = await send({ target, headers: [['If-None-Match', known.at(-1) ?? '']] })
        mustMatch(tools, 'not-modified-ignored', again)
      }
    })
  }, patient),
]

function tagOf({ fail }: Tools<FindingId>, exchange: HttpExchange): string {
  const { answer } = exchange
  if (answer.status === 304) return fail('unasked-304', statusEvidence(exchange, 200))
  if (answer.status !== 200) return fail('not-served', statusEvidence(exchange, 200))
  const tag = answer.header('etag')
  if (tag !== undefined && /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(tag)) return tag
  return fail('no-etag', {
    exchange, mark: 'header etag', expected: 'ETag: "…"', actual: tag ?? 'no ETag',
  })
}

function mustMatch({ fail }: Tools<FindingId>, id: FindingId, exchange: HttpExchange): void {
  const { status, message } = exchange.answer
  if (status !== 304) fail(id, statusEvidence(exchange, 304))
  if (message.extra === '') return
  fail('not-modified-with-body', {
    exchange, mark: 'body', expected: 'nothing after the head',
    actual: `${message.extra.length} bytes`,
  })
}

// A cache renews its copy with the headers of the 304. Weak and strong may differ (8.8.3.2).
function mustRepeat({ fail }: Tools<FindingId>, exchange: HttpExchange, tag: string): void {
  const actual = exchange.answer.header('etag')
  if (actual?.replace(/^W\//, '') === tag.replace(/^W\//, '')) return
  fail('not-modified-without-etag', {
    exchange, mark: 'head', expected: `ETag: ${tag}`, actual: actual ?? 'no ETag',
  })
}

function mustDiffer({ fail }: Tools<FindingId>, exchange: HttpExchange): void {
  const { status } = exchange.answer
  if (status === 304) fail('unknown-version-304', statusEvidence(exchange, 200))
  if (status !== 200) fail('not-served', statusEvidence(exchange, 200))
}

// The time of the last reading stays the same: a tag made of it would not tell the versions apart.
function rewrite(path: string, content: string, laterMs: number): void {
  const { atime, mtimeMs } = statSync(path)
  writeFileSync(path, content)
  utimesSync(path, atime, new Date(Math.round(mtimeMs) + laterMs))
}
