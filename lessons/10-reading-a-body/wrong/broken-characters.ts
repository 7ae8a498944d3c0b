// Turns each piece into text on its own.
//#replace
    const pieces: Uint8Array[] = []
//#with
    let text = ''
//#end
//#replace
      if (length <= maxBytes) pieces.push(piece)
//#with
      if (length <= maxBytes) text += piece
//#end
//#replace
resolve(Buffer.concat(pieces))
//#with
resolve(Buffer.from(text))
//#end
