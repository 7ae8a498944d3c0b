// Counts its salts.
//#file passwords.ts
//#replace
  const salt = randomBytes(saltBytes)
//#with
  const salt = Buffer.alloc(saltBytes)
  salt.writeUInt32BE(next)
  next += 1
//#end
//#replace
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
//#with
import { scrypt, timingSafeEqual } from 'node:crypto'
//#end
//#replace
const saltBytes = 16
//#with
const saltBytes = 16
let next = 1
//#end
