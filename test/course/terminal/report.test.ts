import assert from 'node:assert/strict'
import test from 'node:test'
import type { WireTurn } from '../../../src/course/check/report.ts'
import { lineWidth } from '../../../src/course/terminal/layout.ts'
import { formatDuration, reportLines } from '../../../src/course/terminal/reportLines.ts'
import { wireLines } from '../../../src/course/terminal/wireLines.ts'
import { reportOf } from '../workshop/testLessons.ts'
import { failedReport, textOf } from './standings.ts'

const room = { columns: 70, hasStyles: false }
const hint = 'press h'

test('a failed report begins with the verdict, and ends with a command to repeat it', () => {
  assert.equal(textOf(reportLines(failedReport, room, hint)), `
✗ You responded with 200 to a POST that created something
  at exercise.ts:12
    response.writeHead(200)
  Expected the status 201
  Got      the status 200
  Hint     press h
  Step     3 of 4 fails: POST /notes answers 201
  Skipped  IPv6 answers too (This machine has no IPv6)

  A client that reads 201 knows that there is something new.
  Read     RFC 9110, section 15.3.2
  → sent
    POST /notes HTTP/1.1␍␊
    Host: localhost␍␊
    ␍␊
  ← received
    HTTP/1.1 200 OK␍␊
             ^^^
    Content-Length: 2␍␊
    ␍␊
    {}
    (then the connection was closed)

  What your program printed last
    listening
    TypeError: x

  Repeat it by hand, while npm run learn -- run methods is running:
curl -i http://localhost:3001/notes --data-binary 'a
b'`.slice(1))
})

test('a passed report says how long it took, and what was skipped', () => {
  assert.equal(textOf(reportLines(reportOf('methods', true), room, hint)),
    '✓ Passed in 84 ms\n  Steps    1 of 1 passed')
  const [passed, skipped] = failedReport.steps
  assert.ok(passed !== undefined && skipped !== undefined)
  const report = { ...reportOf('methods', true), steps: [passed, skipped] }
  assert.match(textOf(reportLines(report, room, hint)),
    /Steps {4}1 of 2 passed\n {2}Skipped {2}IPv6 answers too \(This machine has no IPv6\)$/)
  assert.deepEqual([84.4, 999, 1_234].map(formatDuration), ['84 ms', '999 ms', '1.2 s'])
})

test('a hint that was taken takes the place of the key, below the verdict', () => {
  const text = textOf(reportLines(failedReport, room, { level: 1, text: 'Which `status`?' }))
  assert.match(text, /Got .*\n\nHint 1 of 3\n {2}Which status\?\n\n {2}Step {5}3 of 4/)
})

test('a program that never listened failed at no step', () => {
  const { finding } = failedReport
  const steps = failedReport.steps.map(({ title }) => ({ title, state: 'open' as const }))
  assert.ok(finding !== undefined)
  const text = textOf(reportLines({ ...failedReport, steps }, room, hint))
  assert.match(text, /Steps {4}0 of 4 passed/)
})

test('a lesson to read is called so', () => {
  assert.match(textOf(reportLines(reportOf('methods', false), room, hint)),
    /Read {5}the lesson status-codes/)
})

test('a report fits into narrow windows', () => {
  for (const columns of [24, 30, 45]) {
    for (const each of reportLines(failedReport, { columns, hasStyles: true }, hint)) {
      assert.ok(lineWidth(each) <= columns, textOf([each]))
    }
  }
})

test('the wrong bytes are marked, also where something is missing', () => {
  const rows: [turn: WireTurn, text: string][] = [
    [{ direction: 'received', bytes: '' }, '  ← received\n    nothing'],
    [{ direction: 'received', bytes: '', ending: 'timeout' },
      '  ← received\n    nothing\n    (and then nothing more came)'],
    [{ direction: 'received', bytes: 'ab\x1b[2J' }, '  ← received\n    ab\\x1b[2J'],
    [{ direction: 'received', bytes: 'a\nb\r\n', mark: { start: 1, end: 2 } },
      '  ← received\n    a␊\n     ^\n    b␍␊'],
    [
      { direction: 'sent', bytes: 'abc', mark: { start: 3, end: 3 } },
      '  → sent\n    abc\n       ^',
    ],
    [
      { direction: 'sent', bytes: 'h\xc3\xa9llo', mark: { start: 1, end: 3 } },
      '  → sent\n    héllo\n     ^',
    ],
  ]
  for (const [turn, text] of rows) {
    assert.equal(textOf(wireLines(turn, { columns: 60, hasStyles: false })), text)
  }
})

test('a mark over two lines is marked on both', () => {
  const turn = { direction: 'received', bytes: 'ab\r\ncd', mark: { start: 1, end: 5 } } as const
  assert.equal(textOf(wireLines(turn, { columns: 60, hasStyles: false })),
    '  ← received\n    ab␍␊\n     ^^^\n    cd\n    ^')
})

test('a marked body in chunks is marked without the sizes of the chunks', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
  const bytes = `${head}2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`
  const mark = { start: head.length, end: bytes.length }
  const text = textOf(wireLines({ direction: 'received', bytes, mark }, {
    columns: 60, hasStyles: false,
  }))
  assert.match(text, /\n {4}2␍␊\n {4}ab␍␊\n {4}\^\^\n {4}1␍␊\n {4}c␍␊\n {4}\^\n {4}0␍␊\n {4}␍␊$/)
})

test('with styles the mark is a piece, and no line of its own', () => {
  const turn = { direction: 'received', bytes: 'abc', mark: { start: 1, end: 2 } } as const
  const lines = wireLines(turn, { columns: 60, hasStyles: true })
  assert.equal(lines.length, 2)
  assert.deepEqual(lines[1]?.find(({ style }) => style === 'marked'), {
    text: 'b', style: 'marked',
  })
})

test('of a long response, the part around the mark is shown', () => {
  const bytes = `HEAD\r\n${'x'.repeat(500_000)}WRONG${'y'.repeat(500_000)}`
  const start = bytes.indexOf('WRONG')
  const lines = wireLines({ direction: 'received', bytes, mark: { start, end: start + 5 } }, {
    columns: 80, hasStyles: false,
  })
  const text = textOf(lines)
  assert.ok(lines.length < 60, `${lines.length}`)
  assert.match(text, /HEAD␍␊/)
  assert.match(text, /… 499,206 more bytes …/)
  assert.match(text, /WRONG/)
  assert.match(text, /\^\^\^\^\^/)
  assert.match(text, /… 498,800 more bytes …/)
})
