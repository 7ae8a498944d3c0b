// Writes the event before it looks at the new password.
//#file credentials.ts
//#replace
  const passwordHash = await hashPassword(checkPassword(password), passwordCost)
  if (!users.setPassword(user, passwordHash)) throw accountGone()
  audit.write({ actor: user, action: 'password-changed', user })
//#with
  audit.write({ actor: user, action: 'password-changed', user })
  const passwordHash = await hashPassword(checkPassword(password), passwordCost)
  if (!users.setPassword(user, passwordHash)) throw accountGone()
//#end
