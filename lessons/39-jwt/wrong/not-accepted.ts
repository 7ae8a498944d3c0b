// Takes it that there's only ever one audience.
//#file claims.ts
//#replace
  const isForUs = Array.isArray(aud) ? aud.includes(audience) : aud === audience
//#with
  const isForUs = aud === audience
//#end
