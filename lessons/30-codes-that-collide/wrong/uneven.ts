// Replaces what looks like something else.
//#file slugs.ts
//#replace
  // 256 isn't a multiple of 28: bytes from 252 up would favour the first letters, so they're left
  // out. That's called rejection sampling.
  const limit = 256 - (256 % alphabet.length)
  let slug = ''
  while (slug.length < length) {
    for (const byte of randomBytes(length - slug.length)) {
      if (byte < limit) slug += alphabet[byte % alphabet.length]
    }
  }
  return slug
//#with
  let slug = ''
  while (slug.length < length) slug += Math.floor(Math.random() * 36).toString(36)
  return slug.replaceAll(/[01oil]/g, 'x')
//#end
//#replace
import { randomBytes } from 'node:crypto'

//#with
//#end
