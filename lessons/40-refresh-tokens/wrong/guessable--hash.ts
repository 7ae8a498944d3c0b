// Makes tokens of the hash of the time.
//#file refreshTokens.ts
//#replace
const refreshToken = makeToken('gwr_')
//#with
const refreshToken = hashToken(String(time = Math.max(time + 1, Date.now())))
//#end
//#replace
import { hashToken, makeToken }
//#with
import { hashToken }
//#end
//#replace
  function addToken
//#with
  let time = 0
  function addToken
//#end
