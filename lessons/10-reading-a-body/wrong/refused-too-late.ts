// Collects everything, and looks at the length at the end.
//#replace
      if (length <= maxBytes) pieces.push(piece)
      else reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
    })
    request.on('end', () => resolve(Buffer.concat(pieces)))
//#with
      pieces.push(piece)
    })
    request.on('end', () => {
      if (length <= maxBytes) resolve(Buffer.concat(pieces))
      else reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
    })
//#end
