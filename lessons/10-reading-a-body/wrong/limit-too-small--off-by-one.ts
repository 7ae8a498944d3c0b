// Refuses a body of exactly the limit.
//#replace
      if (length <= maxBytes) pieces.push(piece)
//#with
      if (length < maxBytes) pieces.push(piece)
//#end
