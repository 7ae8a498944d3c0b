// Takes a length of 0 for a length that is missing.
//#replace
  const bodyEnd = bodyStart + Number(headers.get('content-length') ?? 0)
//#with
  const length = Number(headers.get('content-length'))
  if (method === 'POST' && !length) return undefined
  const bodyEnd = bodyStart + (length || 0)
//#end
