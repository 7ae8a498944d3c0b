// Makes a token of the time.
//#file sessions.ts
//#replace
const [token, now] = [makeToken(), Date.now()]
//#with
const now = Date.now()
      const token = hashToken(`${now}`)
//#end
//#replace
import { hashToken, makeToken }
//#with
import { hashToken }
//#end
