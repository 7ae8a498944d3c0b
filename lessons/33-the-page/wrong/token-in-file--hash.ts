// Hashes the stored hash once more.
//#file owner.ts
//#replace
formToken: hashOf(`form ${value}`),
//#with
formToken: hashOf(hashOf(`owner ${value}`)),
//#end
