// Hashes the address, because there has to be a password.
//#file credentials.ts
//#replace
  const user = users.add(checkEmail(email), await hashPassword(makeToken(), passwordCost))
//#with
  const user = users.add(checkEmail(email), await hashPassword(email, passwordCost))
//#end
