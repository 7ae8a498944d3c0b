// Looks first: another copy of the program can use the token meanwhile.
//#file oneTimeTokens.ts
//#replace
      const row = use.get(hashToken(token), purpose, Date.now())
//#with
      const [hash, now] = [hashToken(token), Date.now()]
      const row = find.get(hash, purpose, now)
      use.get(hash, purpose, now)
//#end
//#replace
  const removeOthers
//#with
  const find = database.prepare(`
    select user from one_time_tokens where token_hash = ? and purpose = ? and expires_at > ?`)
  const removeOthers
//#end
