// Reads with readable and read, and responds when the whole body has come.
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
const pieces: Uint8Array[] = []
let length = 0
request.on('readable', () => {
  for (let piece = request.read(); piece !== null; piece = request.read()) {
    length += piece.length
    if (length <= maxBytes) pieces.push(piece)
  }
})
request.on('close', () => {
  if (!request.complete) return reject(new Refusal(400, 'The body is incomplete'))
  if (length > maxBytes) return reject(new Refusal(413, 'Too much'))
  resolve(Buffer.concat(pieces))
})
//#end
