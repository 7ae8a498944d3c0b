// Stores the token itself.
//#file tokens.ts
//#replace
return createHash('sha256').update(token).digest('hex')
//#with
return token
//#end
//#replace
import { createHash, randomBytes }
//#with
import { randomBytes }
//#end
