// Has a default for the secret.
//#file settings.ts
//#replace
  const secret = JWT_SECRET ? Buffer.from(JWT_SECRET) : randomBytes(fewestBytes)
//#with
  const secret = Buffer.from(JWT_SECRET || 'change me before you go online, really')
//#end
