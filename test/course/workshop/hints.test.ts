import assert from 'node:assert/strict'
import test from 'node:test'
import { findHint } from '../../../src/course/workshop/hints.ts'
import { reportOf } from './testLessons.ts'

const tasks = [
  { todo: 'First', question: 'Q1', pointer: 'P1', code: 'C1' },
  { todo: 'Second (again)', question: 'Q2', pointer: 'P2', code: 'C2' },
]
const report = reportOf('methods', false)

test('a hint is a question, then a pointer, then code, for the first TODO that stands', () => {
  const both = 'x\n  // TODO: First\n\t// TODO: Second (again)\r\n'
  const second = '// TODO: Second (again)'
  const rows: [
    text: string, levels: Record<string, number>, topic: string, level: number, hint: string,
  ][] = [
    [both, {}, 'First', 1, 'Q1'],
    [both, { First: 1 }, 'First', 2, 'P1'],
    [both, { First: 2 }, 'First', 3, 'C1'],
    [both, { First: 3 }, 'First', 3, 'C1'],
    [second, { First: 3 }, 'Second (again)', 1, 'Q2'],
    [second, { 'Second (again)': 2 }, 'Second (again)', 3, 'C2'],
    ['// TODO: First things', {}, 'wrong-status', 1, 'What stands in writeHead?'],
    ['', {}, 'wrong-status', 1, 'What stands in writeHead?'],
    ['', { 'wrong-status': 1 }, 'wrong-status', 2, 'A client reads it first.\nP1\nP2'],
    ['', { 'wrong-status': 2 }, 'wrong-status', 3, 'C1\n\nC2'],
  ]
  for (const [text, levels, topic, level, hint] of rows) {
    assert.deepEqual(findHint({ tasks, text, report, levels }), {
      topic, hint: { level, text: hint },
    })
  }
})

test('there is no hint without an open task and without a mistake', () => {
  assert.equal(findHint({ tasks, text: '', report: undefined, levels: {} }), undefined)
  assert.equal(
    findHint({ tasks, text: '', report: reportOf('methods', true), levels: {} }),
    undefined,
  )
})
