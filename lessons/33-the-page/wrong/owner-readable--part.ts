// Stores the beginning of the cookie instead of a hash.
//#file owner.ts
//#replace
hash: hashOf(`owner ${value}`),
//#with
hash: value.slice(0, 30),
//#end
