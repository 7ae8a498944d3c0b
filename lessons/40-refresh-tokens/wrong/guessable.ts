// Makes tokens of the family and the time.
//#file refreshTokens.ts
//#replace
const refreshToken = makeToken('gwr_')
//#with
const refreshToken = `gwr_${family}.${performance.now()}`
//#end
//#replace
import { hashToken, makeToken }
//#with
import { hashToken }
//#end
