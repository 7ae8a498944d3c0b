// Believes the token who has made it.
//#file provider.ts
//#replace
  checkClaims(claims, { issuer, audience
//#with
  checkClaims({ ...claims, iss: issuer }, { issuer, audience
//#end
