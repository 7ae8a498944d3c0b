// Looks at Content-Length only; who sends chunks has none.
//#replace
      if (length <= maxBytes) pieces.push(piece)
//#with
      if (Number(request.headers['content-length'] ?? 0) <= maxBytes) pieces.push(piece)
//#end
