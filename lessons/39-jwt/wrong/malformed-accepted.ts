// Looks at the first three parts only.
//#file jwt.ts
//#replace
  const [head = '', payload = '', signature = '', ...others] = token.split('.', 4)
  if (others.length > 0) throw new JwtError('The token has more than three parts')
//#with
  const [head = '', payload = '', signature = ''] = token.split('.')
//#end
//#file accessTokens.ts
//#replace
        if (signJwt(jwtSecret, { header, claims }) !== token) return undefined
//#with
//#end
