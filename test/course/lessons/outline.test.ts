import assert from 'node:assert/strict'
import test from 'node:test'
import { outline, parts } from '../../../src/course/lessons/outline.ts'

test('the outline numbers 64 lessons from 0, each with an id of its own', () => {
  assert.equal(outline.length, 64)
  assert.deepEqual(outline.map(({ number }) => number), [...outline.keys()])
  assert.equal(new Set(outline.map(({ id }) => id)).size, 64)
  for (const { id, title } of outline) {
    assert.match(id, /^[a-z]+(?:-[a-z]+)*$/)
    assert.notEqual(title, '')
  }
})

test('each part begins where the design has it', () => {
  const firsts = parts.map(({ id }) => outline.find(({ part }) => part === id)?.number)
  assert.deepEqual(firsts, [0, 7, 17, 24, 30, 39, 51, 56])
})

test('a number and an id that others rely on stay together', () => {
  const rows: [number, string][] = [
    [0, 'start-here'], [8, 'status-codes'], [12, 'router'], [16, 'html-without-xss'],
    [39, 'validation'], [51, 'event-loop'], [62, 'deploying'], [63, 'the-shop'],
  ]
  for (const [number, id] of rows) assert.equal(outline[number]?.id, id)
})
