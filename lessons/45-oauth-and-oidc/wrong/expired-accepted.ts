// Forgets that the token has a time.
//#file provider.ts
//#replace
now: Date.now() / 1_000
//#with
now: Number(claims['iat'])
//#end
