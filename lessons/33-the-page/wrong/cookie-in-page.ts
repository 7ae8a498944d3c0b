// Uses the cookie itself as the token.
//#file owner.ts
//#replace
formToken: hashOf(`form ${value}`),
//#with
formToken: value,
//#end
