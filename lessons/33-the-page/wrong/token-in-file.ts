// Uses the hash that is stored as the token.
//#file owner.ts
//#replace
formToken: hashOf(`form ${value}`),
//#with
formToken: hashOf(`owner ${value}`),
//#end
