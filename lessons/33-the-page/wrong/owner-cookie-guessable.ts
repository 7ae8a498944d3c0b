// Numbers the visitors.
//#file owner.ts
//#replace
randomBytes(32).toString('base64url')
//#with
`visitor-${String(visitors += 1).padStart(35, '0')}`
//#end
//#replace
import { createHash, randomBytes, timingSafeEqual }
//#with
import { createHash, timingSafeEqual }
//#end
//#replace
const yearSeconds
//#with
let visitors = 0
const yearSeconds
//#end
