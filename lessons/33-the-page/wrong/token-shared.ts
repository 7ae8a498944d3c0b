// Has one token for all visitors.
//#file owner.ts
//#replace
formToken: hashOf(`form ${value}`),
//#with
formToken,
//#end
//#replace
const yearSeconds
//#with
const formToken = randomBytes(32).toString('hex')
const yearSeconds
//#end
