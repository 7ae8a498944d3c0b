// Takes exp for milliseconds, and the time for seconds.
//#file claims.ts
//#replace
  if (typeof exp !== 'number' || now >= exp) throw new JwtError('The token has expired')
//#with
  if (typeof exp !== 'number' || now >= exp * 1_000) throw new JwtError('The token has expired')
//#end
