// Does nothing when there is no such token, and says that all is well.
//#file reset.ts
//#replace
  const user = oneTimeTokens.use('reset-password', readToken(token))
  if (user === undefined) throw usedUp()

//#with
  const user = oneTimeTokens.use('reset-password', readToken(token))
  if (user === undefined) return

//#end
