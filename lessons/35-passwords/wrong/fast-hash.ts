// Hashes with SHA-256 and a salt.
//#file passwords.ts
//#replace
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
//#with
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
//#end
//#replace
  const parameters = { logCost, blockSize: 8, parallelism: 3 }
  // With a salt of its own, the same password gets another hash in each account.
  const salt = randomBytes(saltBytes)
  return format({ parameters, salt, key: await derive(password, salt, parameters) })
//#with
  return sign(password, randomBytes(saltBytes).toString('hex'))
//#end
//#replace
  const { parameters, salt, key } = parse(stored)
  const derived = await derive(password, salt, parameters)
//#with
  const [salt = ''] = stored.split('.')
  const [key, derived] = [Buffer.from(stored), Buffer.from(sign(password, salt))]
//#end
//#replace
/** Makes what is compared when there's no such account: it takes as long, and nothing fits. */
//#with
function sign(password: string, salt: string): string {
  return `${salt}.${createHmac('sha256', salt).update(password).digest('hex')}`
}

/** Makes what is compared when there's no such account: it takes as long, and nothing fits. */
//#end
