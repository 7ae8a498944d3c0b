// Looks for the name anywhere in the bytes.
//#replace
  const bodyEnd = bodyStart + Number(headers.get('content-length') ?? 0)
//#with
  const found = /content-length:\s*(\d+)/i.exec(bytes.toString('latin1'))
  const bodyEnd = bodyStart + Number(found?.[1] ?? 0)
//#end
