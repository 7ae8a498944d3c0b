// Supports all algorithms of RFC 7518 that it knows: none, too.
//#file jwt.ts
//#replace
  if (header['alg'] !== 'HS256') throw new JwtError('The token is not signed with HS256')
//#with
  const isUnsigned = header['alg'] === 'none'
  if (isUnsigned && signature === '') return { header, claims: readObject(decode(payload)) }
  if (header['alg'] !== 'HS256') throw new JwtError('The token is not signed with HS256')
//#end
//#file accessTokens.ts
//#replace
        if (signJwt(jwtSecret, { header, claims }) !== token) return undefined
//#with
//#end
