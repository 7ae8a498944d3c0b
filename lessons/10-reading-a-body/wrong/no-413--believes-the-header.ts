// Looks only at Content-Length, which a body in chunks doesn't have.
//#replace
      if (length <= maxBytes) pieces.push(piece)
//#with
      if (Number(request.headers['content-length'] ?? 0) <= maxBytes) pieces.push(piece)
//#end
