import assert from 'node:assert/strict'
import test from 'node:test'
import { placeOf, type Mark } from '../../../src/course/check/exchange.ts'
import type { WireTurn } from '../../../src/course/check/report.ts'
import { toReportedFinding } from '../../../src/course/check/reportFinding.ts'

const texts = { title: 'Title', why: 'Why', hint: 'Hint?', read: 'lesson:start-here' }
const request = 'GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n'
const answer = 'HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno'
const turns: WireTurn[] = [
  { direction: 'sent', bytes: request },
  { direction: 'received', bytes: answer, ending: 'closed' },
]

test('a finding has its texts, and only the facts that there are', () => {
  assert.deepEqual(toReportedFinding({ id: 'a', texts }), { id: 'a', ...texts, wire: [] })
  const facts = {
    expected: 'b', actual: 'c', output: 'd', place: { file: 'e', line: 1, text: 'f' },
  }
  const finding = toReportedFinding({ id: 'a', texts, ...facts })
  assert.deepEqual(finding, { id: 'a', ...texts, wire: [], ...facts })
})

test('the mark is in the last thing that was received', () => {
  const { wire } = toReportedFinding({ id: 'a', texts, turns, mark: 'status' })
  assert.deepEqual(wire, [turns[0], { ...turns[1], mark: { start: 9, end: 12 } }])
  assert.equal(turns[1]?.mark, undefined, 'the turns of the step are left as they are')
})

test('a mark skips the interim responses', () => {
  const rows: [mark: Mark, part: string][] = [
    ['status', '404'], ['reason', 'Not Found'], ['status-line', 'HTTP/1.1 404 Not Found'],
    ['head', 'HTTP/1.1 404 Not Found\r\nContent-Length: 2'], ['body', 'no'],
    ['header content-length', 'Content-Length: 2'],
    // A header that is missing could stand at the end of the head.
    ['header link', 'Content-Length: 2'],
  ]
  const bytes = `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${answer}`
  for (const [mark, part] of rows) {
    const { start, end } = placeOf(mark, bytes)
    assert.equal(bytes.slice(start, end), part, String(mark))
  }
})

test('only a request of the check can be repeated', () => {
  assert.equal(toReportedFinding({ id: 'a', texts, turns }).curl, undefined)
  const repeated = toReportedFinding({ id: 'a', texts, turns, port: 1 })
  assert.equal(repeated.curl, 'curl -i http://localhost:3001/')
  assert.equal(toReportedFinding({ id: 'a', texts, turns: [], port: 1 }).curl, undefined)
})

test('long bytes are shortened, and the mark with them', () => {
  const rows: [start: number, end: number, mark: unknown][] = [
    [4_000, 5_000, { start: 4_000, end: 4_096 }],
    [1, 2, { start: 1, end: 2 }],
  ]
  const long: WireTurn[] = [{ direction: 'received', bytes: 'a'.repeat(10_000) }]
  for (const [start, end, mark] of rows) {
    const { wire } = toReportedFinding({ id: 'a', texts, turns: long, mark: { start, end } })
    assert.equal(wire[0]?.bytes, `${'a'.repeat(4_096)}... (10000 bytes in all)`)
    assert.deepEqual(wire[0]?.mark, mark)
  }
})

test('a mark far behind the beginning of long bytes is shown with what is around it', () => {
  const bytes = `${'a'.repeat(8_000)}wrong${'b'.repeat(8_000)}`
  const long: WireTurn[] = [{ direction: 'received', bytes }]
  const mark = { start: 8_000, end: 8_005 }
  const [shown] = toReportedFinding({ id: 'a', texts, turns: long, mark }).wire
  assert.equal(shown?.bytes.slice(shown.mark?.start, shown.mark?.end), 'wrong')
  const around = /^a{2048}\n\.{3} \(4928 bytes left out\) \.{3}\na{1024}wrongb+\.{3} /
  assert.match(shown?.bytes ?? '', around)
})
