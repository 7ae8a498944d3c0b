// Takes any audience for its own.
//#file provider.ts
//#replace
{ issuer, audience: clientId, now
//#with
{ issuer, audience: String(claims['aud']), now
//#end
