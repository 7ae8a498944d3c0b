// Stores the salt and the key in hex, and nothing else.
//#file passwords.ts
//#replace
  const { logCost, blockSize, parallelism } = parameters
  const words = `ln=${logCost},r=${blockSize},p=${parallelism}`
  return `$scrypt$${words}$${toBase64(salt)}$${toBase64(key)}`
//#with
  return `${parameters.logCost}:${salt.toString('hex')}:${key.toString('hex')}`
//#end
//#replace
  const [, logCost, blockSize, parallelism, salt = '', key = ''] = storedForm.exec(stored) ?? []
//#with
  const [logCost, salt = '', key = ''] = stored.split(':')
  const [blockSize, parallelism] = [8, 3]
//#end
//#replace
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
//#with
    salt: Buffer.from(salt, 'hex'),
    key: Buffer.from(key, 'hex'),
//#end
