// Compares milliseconds with seconds.
//#file oneTimeTokens.ts
//#replace
      const row = use.get(hashToken(token), purpose, Date.now())
//#with
      const row = use.get(hashToken(token), purpose, Date.now() / 1_000)
//#end
