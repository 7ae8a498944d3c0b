// Asks for a secret.
//#file settings.ts
//#replace
  const secret = JWT_SECRET ? Buffer.from(JWT_SECRET) : randomBytes(fewestBytes)
//#with
  const secret = JWT_SECRET === undefined ? randomBytes(fewestBytes) : Buffer.from(JWT_SECRET)
//#end
