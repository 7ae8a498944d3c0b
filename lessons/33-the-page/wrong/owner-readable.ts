// Stores the cookie in Base64, as if that hid it.
//#file owner.ts
//#replace
hash: hashOf(`owner ${value}`),
//#with
hash: Buffer.from(value).toString('base64'),
//#end
