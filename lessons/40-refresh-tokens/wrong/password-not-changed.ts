// Trims the new password, and no other.
//#file credentials.ts
//#replace
  users.setPassword(user, await hashPassword(checkPassword(password), passwordCost))
//#with
  const text = checkPassword(password).trim()
  users.setPassword(user, await hashPassword(text, passwordCost))
//#end
