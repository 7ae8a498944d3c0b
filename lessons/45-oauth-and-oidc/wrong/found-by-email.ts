// Knows people by the address that the provider tells.
//#file provider.ts
//#replace
  return { issuer, subject: String(sub), email
//#with
  return { issuer, subject: String(email ?? sub), email
//#end
