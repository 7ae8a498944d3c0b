// Lets tokens go on that a disabled user got before.
//#file refreshTokens.ts
//#replace
disabled_at is null
//#with
disabled_at is not 7
//#end
