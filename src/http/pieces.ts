// Joins the small pieces of a streamed body: each piece that is sent costs a write, and one that is
// compressed costs a flush of the encoder.
// Lesson: reading-a-body (tour)

const pieceLength = 64 * 1024

/** Gives the same text in pieces of about 64 KB. The source is read only as fast as it's sent. */
export async function* joinPieces(source: AsyncIterable<string>): AsyncGenerator<string> {
  let joined = ''
  for await (const piece of source) {
    joined += piece
    if (joined.length < pieceLength) continue
    yield joined
    joined = ''
  }
  if (joined !== '') yield joined
}
