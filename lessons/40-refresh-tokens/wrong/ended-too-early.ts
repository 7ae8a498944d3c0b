// Takes milliseconds for seconds.
//#file refreshTokens.ts
//#replace
60 * 86_400_000
//#with
60 * 86_400
//#end
