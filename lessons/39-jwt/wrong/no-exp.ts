// Compares exp if it's there.
//#file claims.ts
//#replace
  if (typeof exp !== 'number' || now >= exp) throw new JwtError('The token has expired')
//#with
  if (typeof exp === 'number' && now >= exp) throw new JwtError('The token has expired')
//#end
