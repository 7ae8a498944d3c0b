// Hashes nothing for an address that nobody has.
//#file credentials.ts
//#replace
  const stored = user?.passwordHash ?? hashOfNobody(passwordCost)
  const isRight = isShort(password) && await verifyPassword(password, stored)
//#with
  const isRight = user !== undefined && isShort(password)
    && await verifyPassword(password, user.passwordHash)
//#end
