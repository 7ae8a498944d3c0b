// Uses the includes of a text for a text, too.
//#file claims.ts
//#replace
  const isForUs = Array.isArray(aud) ? aud.includes(audience) : aud === audience
//#with
  const isForUs = String(aud).includes(audience)
//#end
