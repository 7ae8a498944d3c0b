// Writes the event before it looks at the new password.
//#file credentials.ts
//#replace
  users.setPassword(user, await hashPassword(checkPassword(password), passwordCost))
  audit.write({ actor: user, action: 'password-changed', user })
//#with
  audit.write({ actor: user, action: 'password-changed', user })
  users.setPassword(user, await hashPassword(checkPassword(password), passwordCost))
//#end
