// Lets a family live for a year.
//#file refreshTokens.ts
//#replace
60 * 86_400_000
//#with
365 * 86_400_000
//#end
