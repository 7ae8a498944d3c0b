// Has a limit that nobody reaches.
//#replace
      if (length <= maxBytes) pieces.push(piece)
//#with
      if (length <= maxBytes * 1000) pieces.push(piece)
//#end
