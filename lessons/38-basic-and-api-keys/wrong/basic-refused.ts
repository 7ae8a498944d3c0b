// Takes everything in the header for a key.
//#file identify.ts
//#replace
  const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? []
  return token === undefined ? identifyByBasic(parts, header) : identifyByToken(parts, token)
//#with
  return identifyByToken(parts, header.replace('Bearer ', ''))
//#end
