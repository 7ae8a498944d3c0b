import assert from 'node:assert/strict'
import test from 'node:test'
import { RowMaker } from '../../src/database/connection.ts'

function makerOf(...names: string[]): RowMaker {
  return new RowMaker(names.map((name) => ({ name })))
}

test('a row has its values under the names of their columns', () => {
  const bytes = new Uint8Array([1])
  const wide = Array.from({ length: 100 }, (_, index) => `column ${index}`)
  const rows: [names: string[], values: unknown[], row: Record<string, unknown>][] = [
    [['id'], [1], { id: 1 }],
    [['id', 'text', 'bytes', 'nothing'], [1n, 'a', bytes, null],
      { id: 1n, text: 'a', bytes, nothing: null }],
    [['count(*)'], [0], { 'count(*)': 0 }],
    // Of two columns with one name the last counts, as node:sqlite has it too.
    [['id', 'id'], [1, 2], { id: 2 }],
    [wide, wide, Object.fromEntries(wide.map((name) => [name, name]))],
  ]
  for (const [names, values, row] of rows) {
    assert.deepEqual(makerOf(...names).first(values), row)
    assert.deepEqual(makerOf(...names).all([values, values]), [row, row])
  }
})

test('no row stays undefined, and no rows stay none', () => {
  assert.equal(makerOf('id').first(undefined), undefined)
  assert.deepEqual(makerOf('id').all([]), [])
})

test('each row is an object of its own', () => {
  const [first, second] = makerOf('id').all([[1], [2]])
  assert.deepEqual([first, second], [{ id: 1 }, { id: 2 }])
})

test('a statement without columns returns no rows', () => {
  assert.equal(makerOf().hasColumns, false)
  assert.equal(makerOf('id').hasColumns, true)
})

test("what isn't an array is refused", () => {
  assert.throws(() => makerOf('id').first({ id: 1 }), TypeError)
})
