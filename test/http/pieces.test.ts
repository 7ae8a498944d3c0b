import assert from 'node:assert/strict'
import test from 'node:test'
import { joinPieces } from '../../src/http/pieces.ts'

async function* repeat(piece: string, times: number): AsyncGenerator<string> {
  for (let count = 0; count < times; count += 1) yield piece
}

test('pieces are joined, and nothing is lost or added', async () => {
  const rows: [piece: string, times: number, lengths: number[]][] = [
    ['x', 0, []], ['', 5, []], ['x', 3, [3]], ['x'.repeat(65_536), 2, [65_536, 65_536]],
    ['x'.repeat(40_000), 3, [80_000, 40_000]], ['x'.repeat(200_000), 1, [200_000]],
  ]
  for (const [piece, times, lengths] of rows) {
    const pieces = await Array.fromAsync(joinPieces(repeat(piece, times)))
    assert.deepEqual(pieces.map(({ length }) => length), lengths)
    assert.equal(pieces.join(''), piece.repeat(times))
  }
})

test('the source is not read ahead of who reads the pieces', async () => {
  let read = 0
  async function* count(): AsyncGenerator<string> {
    while (true) {
      read += 1
      yield 'x'.repeat(40_000)
    }
  }
  const pieces = joinPieces(count())
  await pieces.next()
  assert.equal(read, 2)
  await pieces.return(undefined)
})
