// Doesn't expect bytes that aren't UTF-8.
//#file basic.ts
//#replace
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
//#with
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
//#end
