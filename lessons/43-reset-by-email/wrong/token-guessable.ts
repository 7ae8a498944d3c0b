// Makes the token of the user and the time.
//#file oneTimeTokens.ts
//#replace
      const [token, now] = [makeToken('gwo_'), Date.now()]
//#with
      // Two tokens within a millisecond would be the same.
      const called = Date.now()
      while (Date.now() === called);
      const now = Date.now()
      const token = hashToken(`${user}:${now}`)
//#end
