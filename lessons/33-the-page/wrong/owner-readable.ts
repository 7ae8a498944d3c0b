// Stores the cookie itself.
//#file owner.ts
//#replace
hash: hashOf(`owner ${value}`),
//#with
hash: value,
//#end
