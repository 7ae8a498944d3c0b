// Leaves the type at what most libraries write.
//#file accessTokens.ts
//#replace
const typ = 'at+jwt'
//#with
const typ = 'JWT'
//#end
