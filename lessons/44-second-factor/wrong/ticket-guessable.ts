// Makes tokens of the user and the time.
//#file oneTimeTokens.ts
//#replace
const [token, now] = [makeToken('gwo_'), Date.now()]
//#with
const now = Date.now()
      const token = `gwo_${user}.${now}.${count += 1}`
//#end
//#replace
import { hashToken, makeToken }
//#with
import { hashToken }
//#end
//#replace
const minuteMs = 60_000
//#with
const minuteMs = 60_000
let count = 0
//#end
