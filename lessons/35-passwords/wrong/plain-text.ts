// Stores the password in Base64.
//#file passwords.ts
//#replace
  const parameters = { logCost, blockSize: 8, parallelism: 3 }
  // With a salt of its own, the same password gets another hash in each account.
  const salt = randomBytes(saltBytes)
  return format({ parameters, salt, key: await derive(password, salt, parameters) })
//#with
  return Buffer.from(password).toString('base64')
//#end
//#replace
  const { parameters, salt, key } = parse(stored)
  const derived = await derive(password, salt, parameters)
//#with
  const [key, derived] = [Buffer.from(stored), Buffer.from(await hashPassword(password, 0))]
//#end
