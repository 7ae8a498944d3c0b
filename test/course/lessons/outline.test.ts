import assert from 'node:assert/strict'
import test from 'node:test'
import { outline, parts } from '../../../src/course/lessons/outline.ts'

test('the outline numbers 74 lessons from 0, each with an id of its own', () => {
  assert.equal(outline.length, 74)
  assert.deepEqual(outline.map(({ number }) => number), [...outline.keys()])
  assert.equal(new Set(outline.map(({ id }) => id)).size, 74)
  for (const { id, title } of outline) {
    assert.match(id, /^[a-z]+(?:-[a-z]+)*$/)
    assert.notEqual(title, '')
  }
})

test('each part begins where the design has it', () => {
  const firsts = parts.map(({ id }) => outline.find(({ part }) => part === id)?.number)
  assert.deepEqual(firsts, [0, 7, 21, 29, 35, 47, 59, 66])
})

test('a number and an id that others rely on stay together', () => {
  const rows: [number, string][] = [
    [0, 'start-here'], [8, 'status-codes'], [12, 'router'], [19, 'html-without-xss'],
    [47, 'validation'], [59, 'event-loop'], [72, 'deploying'], [73, 'the-shop'],
  ]
  for (const [number, id] of rows) assert.equal(outline[number]?.id, id)
})
