// Asks whether email_verified is anything.
//#file provider.ts
//#replace
isVerified === true && typeof
//#with
Boolean(isVerified) && typeof
//#end
