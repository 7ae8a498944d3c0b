// Hashes nothing for an address that nobody has.
//#file credentials.ts
//#replace
  const stored = found?.passwordHash ?? hashOfNobody(passwordCost)
  const isRight = isShort(password) && await verifyPassword(password, stored)
//#with
  const isRight = found !== undefined && isShort(password)
    && await verifyPassword(password, found.passwordHash)
//#end
