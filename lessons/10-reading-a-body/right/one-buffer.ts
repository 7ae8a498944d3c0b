// One buffer of the largest size, filled piece by piece.
//#replace
const pieces: Uint8Array[] = []
let length = 0
request.on('data', (piece: Uint8Array) => {
  length += piece.length
  // Too much: the rest is read and dropped, so that the client gets to read the response.
  if (length <= maxBytes) pieces.push(piece)
  else reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
})
request.on('end', () => resolve(Buffer.concat(pieces)))
request.on('close', () => reject(new Refusal(400, 'The body is incomplete')))
//#with
const buffer = Buffer.alloc(maxBytes)
let length = 0
request.on('data', (piece: Buffer) => {
  if (length <= maxBytes) piece.copy(buffer, length)
  length += piece.length
  if (length > maxBytes) reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
})
request.on('end', () => resolve(buffer.subarray(0, length)))
request.on('close', () => reject(new Refusal(400, 'The body is incomplete')))
//#end
