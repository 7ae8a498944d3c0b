// Hashes whatever is sent as a token.
//#file tokens.ts
//#replace
  return typeof value === 'string' ? value : ''
//#with
  return value as string
//#end
