import assert from 'node:assert/strict'
import test from 'node:test'
import { headingId, headingIds } from '../../../src/course/lessons/headingId.ts'

test('headings have the ids of code hosts', () => {
  const rows: [heading: string, id: string][] = [
    ['The idea', 'the-idea'],
    ["What's a port?", 'whats-a-port'],
    ['Why `a` is **not** b', 'why-a-is-not-b'],
    ['See [the router](../12-router/README.md)', 'see-the-router'],
    ['Größe 2', 'größe-2'],
  ]
  for (const [heading, id] of rows) assert.equal(headingId(heading), id)
})

test('every heading of a page has an id of its own', () => {
  const rows: [headings: string[], ids: string[]][] = [
    [['More', 'More', 'More'], ['more', 'more-1', 'more-2']],
    [['More', 'More', 'More 1'], ['more', 'more-1', 'more-1-1']],
    [['???', '!'], ['section', 'section-1']],
  ]
  for (const [headings, ids] of rows) assert.deepEqual(headingIds(headings), ids)
})
