// Makes the token of the user and the time.
//#file oneTimeTokens.ts
//#replace
      const [token, now] = [makeToken('gwo_'), Date.now()]
//#with
      const now = Date.now()
      const token = hashToken(`${user}:${now}`)
//#end
