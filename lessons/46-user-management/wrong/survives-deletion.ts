// Sets the password of the user who has the address now, when an old link comes.
//#file reset.ts
//#replace
const token = oneTimeTokens.make('reset-password', user.id)
//#with
const token = oneTimeTokens.make('reset-password', user.id)
  addresses.set(token, address)
//#end
//#replace
  const user = oneTimeTokens.use('reset-password', readToken(token))
//#with
  const known = addresses.get(readToken(token)) ?? ''
  const user = oneTimeTokens.use('reset-password', readToken(token))
    ?? users.findByEmail(known)?.user.id
  addresses.delete(readToken(token))
//#end
//#replace
/** Sends the link,
//#with
const addresses = new Map<string, string>()

/** Sends the link,
//#end
