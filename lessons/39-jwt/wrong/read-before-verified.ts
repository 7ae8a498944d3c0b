// Decodes tokens, as jwt.decode of some libraries does, and doesn't verify them.
//#file jwt.ts
//#replace
  const [sent, expected] = [decode(signature), macOf(key, `${head}.${payload}`)]
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
    throw new JwtError('The token was not signed with this key, or was changed')
  }
//#with
  if (decode(signature).length !== 32) throw new JwtError('The token has no signature')
//#end
//#file accessTokens.ts
//#replace
        if (signJwt(jwtSecret, { header, claims }) !== token) return undefined
//#with
//#end
