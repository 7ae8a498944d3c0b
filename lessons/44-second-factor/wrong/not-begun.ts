// Gives the secret in hex.
//#file secondFactorRoutes.ts
//#replace
secret: encodeBase32(secret), uri
//#with
secret: Buffer.from(secret).toString('hex'), uri
//#end
//#replace
import { encodeBase32 } from './base32.ts'

//#with

//#end
