// Hashes on the only thread.
//#file passwords.ts
//#replace
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
//#with
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
//#end
//#replace
function derive(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
//#with
async function derive(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
//#end
//#replace
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
//#with
  return scryptSync(password.normalize('NFC'), salt, keyBytes, options)
//#end
