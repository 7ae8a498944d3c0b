// Checks a password with a new salt.
//#file passwords.ts
//#replace
  const derived = await derive(password, salt, parameters)
  // How long === takes tells how many of the first bytes are right.
//#with
  const derived = await derive(password, randomBytes(salt.length), parameters)
//#end
