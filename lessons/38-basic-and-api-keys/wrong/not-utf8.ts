// Reads each byte as a character.
//#file basic.ts
//#replace
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
//#with
  return atob(encoded)
//#end
