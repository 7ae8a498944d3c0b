// Leaves the loop, and nobody takes the rest of the body.
//#replace
  return new Promise((resolve, reject) => {
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
  })
//#with
  return (async () => {
    const pieces: Uint8Array[] = []
    let length = 0
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      length += piece.length
      if (length > maxBytes) throw new Refusal(413, 'Too much')
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  })()
//#end
