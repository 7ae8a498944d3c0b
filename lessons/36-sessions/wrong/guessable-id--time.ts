// Makes a token of the time.
//#file sessions.ts
//#replace
const [token, now] = [makeToken(), Date.now()]
//#with
// Two sign-ins within a millisecond would be refused for the same token.
      const called = Date.now()
      while (Date.now() === called);
      const now = Date.now()
      const token = hashToken(`${now}`)
//#end
//#replace
import { hashToken, makeToken }
//#with
import { hashToken }
//#end
