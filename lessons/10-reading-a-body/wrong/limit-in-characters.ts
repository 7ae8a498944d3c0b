// Counts the characters of the text.
//#replace
      if (length <= maxBytes) pieces.push(piece)
      else reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
    })
//#with
      pieces.push(piece)
      if (length <= maxBytes) return
      const { length: letters } = Buffer.concat(pieces).toString()
      if (letters > maxBytes) reject(new Refusal(413, `Send ${maxBytes} letters at most`))
    })
//#end
