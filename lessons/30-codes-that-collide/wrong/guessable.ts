// Counts, and writes the number with the alphabet.
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
  count += 1
  let slug = ''
  for (let rest = count; slug.length < length; rest = Math.floor(rest / alphabet.length)) {
    slug = `${alphabet[rest % alphabet.length]}${slug}`
  }
  return slug
//#end
//#replace
import { randomBytes } from 'node:crypto'

//#with
let count = Date.now()

//#end
