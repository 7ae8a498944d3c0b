// Makes a token of a random number.
//#file tokens.ts
//#replace
prefix + randomBytes(32).toString('base64url')
//#with
prefix + Math.random().toString(36).slice(2)
//#end
//#replace
import { createHash, randomBytes }
//#with
import { createHash }
//#end
