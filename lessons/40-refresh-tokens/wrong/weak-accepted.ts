// Takes any new password.
//#file credentials.ts
//#replace
  users.setPassword(user, await hashPassword(checkPassword(password), passwordCost))
//#with
  users.setPassword(user, await hashPassword(String(password), passwordCost))
//#end
