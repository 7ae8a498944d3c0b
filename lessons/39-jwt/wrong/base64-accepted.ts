// Relies on Node to refuse what isn't base64url.
//#file jwt.ts
//#replace
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') === part) return bytes
  throw new JwtError("A part of the token isn't base64url")
//#with
  return Buffer.from(part, 'base64url')
//#end
//#file accessTokens.ts
//#replace
        if (signJwt(jwtSecret, { header, claims }) !== token) return undefined
//#with
//#end
